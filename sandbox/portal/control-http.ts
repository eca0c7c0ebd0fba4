import { type Answer, empty } from './answer.ts'
import type { PortalState } from './state-types.ts'
import type { PortalControl } from './types.ts'

export const CONTROL_PREFIX = '/__control/'

/** JSON of the control API. */
export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(`${JSON.stringify(value ?? null, null, 2)}\n`),
})

/**
 * The control API: `POST /__control/<function of PortalControl>`, the body its one argument, or an array of its
 * arguments. `GET /__control/state` answers the whole state; GET also runs functions that need no argument.
 */
export const answerControl = async (
  state: PortalState,
  control: PortalControl,
  path: string,
  body: string,
): Promise<Answer> => {
  const name = path.slice(CONTROL_PREFIX.length)
  if (name === 'state') return json(200, state)
  if (!Object.hasOwn(control, name)) return empty(404)
  const run = control[name as keyof PortalControl] as (...args: unknown[]) => unknown
  try {
    const given: unknown = body === '' ? [] : JSON.parse(body)
    return json(200, await run(...(Array.isArray(given) ? given : [given])))
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) })
  }
}
