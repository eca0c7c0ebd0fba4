import type { Readiness } from '../../src/http/readiness.ts'

/** What the program on this port says of itself, and by which status. */
export const readyz = async (port: number): Promise<{ status: number; body: Readiness }> => {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`)
  return { status: response.status, body: (await response.json()) as Readiness }
}
