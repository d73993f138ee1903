/** A name that nobody else will come up with; made so that it also works on pages without TLS, where `randomUUID` is missing. */
export function identifier(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
