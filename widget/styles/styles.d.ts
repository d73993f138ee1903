/** Vite hands a style sheet over as a text, for `CSSStyleSheet.replaceSync`. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
