import type { Installed } from '../lookup.ts'
import type { Json } from '../model.ts'
import type { World } from '../world.ts'

/** One call of a method by an installed bot. */
export type Call = {
  world: World
  team: Installed
  args: Json
  /** What Slack would swallow; ends up in the request log. */
  warnings: string[]
}
/** An answer; `status` and `retryAfter` are for 429. */
export type Answer = Json & { ok: boolean }
/** `scopes`: one of them must be granted. */
export type Method = { scopes?: string[]; run(call: Call): Answer }

export const refuse = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more })

/** A refusal as a list: the error, then its reasons. */
export const refusalWords = (answer: Answer | undefined): string[] => [
  String(answer?.error ?? 'invalid_arguments'),
  ...(Array.isArray(answer?.errors) ? answer.errors.map(String) : []),
]

/** The refusal when none of the scopes is granted. */
export const missingScope = (call: Call, needed: string[]): Answer | undefined => {
  const provided = call.team.install.scopes
  if (needed.length === 0 || needed.some((scope) => provided.includes(scope))) return undefined
  return refuse('missing_scope', { needed: needed.join(','), provided: provided.join(',') })
}

export const textArg = (args: Json, name: string): string | undefined => {
  const value = args[name]
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

/** A switch as forms carry it: `true`, `1`, or a real boolean. */
export const flagArg = (args: Json, name: string): boolean | undefined => {
  const value = args[name]
  if (value === undefined || value === '') return undefined
  return value === true || value === 'true' || value === '1' || value === 1
}
