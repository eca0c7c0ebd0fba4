import type { Failures } from './failures.ts'
import { underFailures } from './faulty.ts'
import type { Incoming, Outgoing } from './http.ts'
import { letters, newId } from './ids.ts'
import { isObject } from './limits/report.ts'
import { noteRequest } from './log.ts'
import { type Installed, installedTeams } from './lookup.ts'
import type { ApiRequest, Json, ResponseHook } from './model.ts'
import { type Answer, flagArg, refuse, textArg } from './web-api/call.ts'
import { type Content, isRefusal, readContent } from './web-api/content.ts'
import { addBotMessage, findMessage, removeMessage, rewrite } from './web-api/messages.ts'
import { addEphemeral } from './web-api/methods/post-ephemeral.ts'
import type { World } from './world.ts'

const LIFE_MS = 30 * 60_000
const USES = 5

/** A response_url for one interaction. */
export const addHook = (
  world: World,
  team: Installed,
  rest: Pick<ResponseHook, 'kind' | 'channel' | 'user' | 'origin'>,
): string => {
  const path = `/${rest.kind}/${team.id}/${newId(world, '')}/${letters(world, 24)}`
  world.state.hooks.push({ path, team: team.id, at: world.now(), uses: 0, ...rest })
  return world.url + path
}

/** Puts an answer on the screen, for the user alone unless it says `in_channel`; gives its `ts`. */
export const showAnswer = (
  world: World,
  team: Installed,
  to: Pick<ResponseHook, 'channel' | 'user'>,
  answer: { content: Content; args: Json; source: 'response_url' | 'ack' },
): string => {
  const { content, args, source } = answer
  const threadTs = textArg(args, 'thread_ts')
  const thread = threadTs ? { threadTs } : {}
  const channel = world.state.channels.find((candidate) => candidate.id === to.channel)
  const shown =
    args.response_type === 'in_channel' && channel
      ? addBotMessage(world, team, channel, content, { args, source, ...thread })
      : addEphemeral(world, team, content, { channel: to.channel, to: to.user, args, source, ...thread })
  return shown.ts
}

const original = (world: World, { channel, origin }: ResponseHook) => {
  if (!origin) return undefined
  const message = findMessage(world.state, channel, origin.ts)
  const ephemeral = world.state.ephemerals.find((e) => e.ts === origin.ts && e.channel === channel)
  return { message: message?.tombstone ? undefined : message, ephemeral }
}

const use = (world: World, team: Installed, hook: ResponseHook, entry: ApiRequest): Answer => {
  const { args, warnings } = entry
  // A typed command cannot be replaced, but what the app has answered to it can.
  const found = original(world, hook)
  if (flagArg(args, 'delete_original') && found) {
    if (found.message) removeMessage(world, found.message)
    if (found.ephemeral) found.ephemeral.deleted = true
    world.changed()
    return { ok: true }
  }
  const target = flagArg(args, 'replace_original') ? (found?.message ?? found?.ephemeral) : undefined
  const isLoud = target ? target === found?.message : args.response_type === 'in_channel'
  entry.about = { channel: hook.channel, ...(isLoud ? {} : { to: hook.user }) }
  if (target) entry.about.ts = target.ts
  const content = readContent(world, args, warnings)
  if (isRefusal(content)) return content
  if (target) rewrite(world, target, content, args)
  else {
    entry.about.ts = showAnswer(world, team, hook, { content, args, source: 'response_url' })
    if (hook.kind === 'commands') hook.origin = { ts: entry.about.ts, ephemeral: !isLoud }
  }
  return { ok: true }
}

const parse = (raw: string): Json | undefined => {
  try {
    const body: unknown = JSON.parse(raw)
    return isObject(body) ? body : undefined
  } catch {
    return undefined
  }
}

const work = (world: World, hook: ResponseHook | undefined, raw: string, entry: ApiRequest): Outgoing => {
  const team = installedTeams(world.state).find((candidate) => candidate.id === hook?.team)
  const no = (status: number, error: string): Outgoing => ({ status, body: refuse(error) })
  if (!hook || !team) return no(404, 'invalid_url')
  if (world.now() - hook.at > LIFE_MS) return no(404, 'expired_url')
  if (hook.uses >= USES) return no(404, 'used_url')
  if (!parse(raw)) return no(400, 'invalid_payload')
  hook.uses += 1
  const answer = use(world, team, hook, entry)
  return answer.ok ? { status: 200, body: 'ok' } : { status: 400, body: answer }
}

/** A post to a response_url: five times within 30 minutes (docs.slack.dev). */
export const handleHook = async (world: World, failures: Failures, incoming: Incoming): Promise<Outgoing> => {
  const hook = world.state.hooks.find((candidate) => candidate.path === incoming.url.pathname)
  const entry = noteRequest(world, 'response_url', parse(incoming.raw) ?? {})
  if (hook) {
    entry.team = hook.team
    entry.about = { channel: hook.channel, to: hook.user }
  }
  const out = await underFailures(failures, entry, () => work(world, hook, incoming.raw, entry))
  if (out !== 'drop') {
    entry.status = out.status
    entry.response = isObject(out.body) ? out.body : { ok: out.status === 200 }
  }
  world.changed()
  return out
}
