/** Who may do what in the admin page: each role may do all that the ones after it may. */
export const roles = ['owner', 'editor', 'operator', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What a route asks for: people and settings, the document, conversations, or only to look. */
export type Right = 'own' | 'edit' | 'operate' | 'view';

const needs: Record<Right, Role> = { own: 'owner', edit: 'editor', operate: 'operator', view: 'viewer' };

/** Whether a role has a right (G-27). */
export const may = (role: Role, right: Right): boolean => roles.indexOf(role) <= roles.indexOf(needs[right]);

/** Somebody who is signed in. */
export type Operator = { id: string; name: string; role: Role };
