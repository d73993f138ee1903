import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact';

/** Draws a component again only when one of its properties is another one. */
export function memo<P extends object>(inner: FunctionComponent<P>): FunctionComponent<P> {
  class Still extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      // Both sides have the keys of P; only their values are compared.
      const keys = Object.keys({ ...next, ...this.props }) as (keyof P)[];
      return keys.some((key) => !Object.is(next[key], (this.props as P)[key]));
    }
    render(): ComponentChildren {
      return h(inner, this.props as P);
    }
  }
  return (props) => h(Still as unknown as FunctionComponent<P>, props);
}
