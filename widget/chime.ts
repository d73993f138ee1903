/** Two short notes; a browser that forbids sound before the visitor did something stays silent. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    const volume = new GainNode(audio, { gain: 0.06 });
    volume.connect(audio.destination);
    for (const [at, frequency] of [
      [0, 660],
      [0.11, 880],
    ] as const) {
      const note = new OscillatorNode(audio, { frequency });
      note.connect(volume);
      note.start(audio.currentTime + at);
      note.stop(audio.currentTime + at + 0.1);
    }
    setTimeout(() => void audio.close(), 500);
  } catch {
    // No sound here.
  }
}
