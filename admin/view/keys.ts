/** How far an arrow key moves in a list. */
export const arrowSteps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
