// What the wrappers in examples/ use of frameworks that are not among this project's packages.

// Preact declares for itself what React does.
declare module 'react' {
  export { useEffect, useRef } from 'preact/compat';
}

declare module 'vue' {
  export function onMounted(hook: () => void): void;
  export function onUnmounted(hook: () => void): void;
}
