/** Under this key the form of a question says which question it answers; no parameter can be called so. */
export const questionKey = '$question';
