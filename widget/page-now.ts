/** Where the visitor is: neither query nor fragment, for they may carry what is no business of ours. */
export const pageNow = (): string => `${location.origin}${location.pathname}`.slice(0, 2_000);
