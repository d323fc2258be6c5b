/** What an operator should look at; `down` makes the exit code 1. */
export interface Problem {
  readonly level: 'down' | 'warning';
  readonly about: string;
}

export const down = (about: string): Problem => ({ level: 'down', about });
export const warning = (about: string): Problem => ({ level: 'warning', about });
