import type { Jobs } from '../../src/use-cases/ports.ts'

/** Jobs of which some do what is said; a test need not know of the others, which do nothing. */
export const someJobs = (known: Partial<Jobs>): Jobs =>
  new Proxy(known, { get: (jobs, name) => Reflect.get(jobs, name) ?? (async () => {}) }) as Jobs
