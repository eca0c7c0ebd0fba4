import { nextNumber } from './ids.ts'
import type { ApiRequest, Json } from './model.ts'
import type { World } from './world.ts'

/** Opens an entry for a call of the bot; its answer is filled in later. */
export const noteRequest = (world: World, method: string, args: Json): ApiRequest => {
  const entry: ApiRequest = {
    seq: nextNumber(world),
    at: world.now(),
    method,
    args,
    status: 0,
    response: {},
    warnings: [],
  }
  world.state.requests.push(entry)
  world.changed()
  return entry
}
