/** How well a text can be read on a ground, from 1 to 21; nothing where a colour is not one such as `#1f6feb`. */
export function contrast(text: string, ground: string): number | null {
  const [one, other] = [luminance(text), luminance(ground)];
  if (one === null || other === null) return null;
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** What WCAG 2.2 asks of text of usual size. */
export const enoughContrast = 4.5;

/** The ground nearest to the given one, darker or lighter, on which the text can be read; nothing where there is none, or where it is fine already. */
export function readableGround(text: string, ground: string): string | null {
  const ratio = contrast(text, ground);
  if (ratio === null || ratio >= enoughContrast) return null;
  const shades = Array.from({ length: 50 }, (_, step) => (step + 1) / 50).flatMap((share) => [mixed(ground, 0, share), mixed(ground, 255, share)]);
  return shades.find((shade) => (contrast(text, shade) ?? 0) >= enoughContrast) ?? null;
}

function mixed(colour: string, towards: number, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(part + (towards - part) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function luminance(colour: string): number | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => linear(Number.parseInt(part, 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const linear = (share: number): number => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
