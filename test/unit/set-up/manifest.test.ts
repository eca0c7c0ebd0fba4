import { readdirSync, readFileSync } from 'node:fs'
import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseCommand } from '../../../src/slack/command/parse-command.ts'
import { BOT_SCOPES } from '../../../src/slack/install/bot-scopes.ts'
import { SHARE_FILE, SHARE_FILE_FROM_MESSAGE } from '../../../src/slack/listeners/shortcuts.ts'
import { helpView } from '../../../src/slack/views/help.ts'
import { refusalView } from '../../../src/slack/views/refusal.ts'
import { aPolicy } from '../../support/builders.ts'
import { type BotScope, readManifest } from './manifest-schema.ts'

const root = new URL('../../..', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const manifest = readManifest(parse(read('manifest.yml')))
const [command, ...moreCommands] = manifest.features.slash_commands
const { bot, bot_optional: optional } = manifest.oauth_config.scopes
const scopes = [...bot, ...optional]

/** Scopes of each Web API method that we call (Slack: its page of each method). */
const SCOPES_OF: Record<string, BotScope[]> = {
  'api.test': [],
  'auth.test': [],
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.open': ['im:write'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'files.uploadV2': ['files:write'],
  'team.info': ['team:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
}
/** Scopes of what is no method: slash commands and what Slack sends with them. */
const OTHER_SCOPES: BotScope[] = ['commands']

const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path}`)
/** Methods of a group, and of groups in it. */
const methodsIn = (group: string, members: unknown): string[] =>
  typeof members === 'object' && members !== null && group.split('.').length < 3
    ? Object.entries(members).flatMap(([name, value]) =>
        typeof value === 'function' ? [`${group}.${name}`] : methodsIn(`${group}.${name}`, value),
      )
    : []
const methods = Object.entries(new WebClient()).flatMap(([group, members]) => methodsIn(group, members))

const calledMethods = () => {
  const called = sources.flatMap((path) =>
    [...read(path).matchAll(/\.(\w+\.\w+|usergroups\.users\.\w+)\(/g)].map(([, name]) => name ?? ''),
  )
  return [...new Set(called)].filter((name) => methods.includes(name)).sort()
}

describe('manifest.yml', () => {
  it('has the scopes that an installation by OAuth asks for', () => {
    expect([...BOT_SCOPES].sort()).toEqual([...scopes].sort())
  })

  it('asks for the scopes of every Slack method in the code, and of none that is not there', () => {
    expect(methods.length).toBeGreaterThan(100)
    expect(calledMethods()).toEqual(Object.keys(SCOPES_OF).sort())
    const needed = new Set([...Object.values(SCOPES_OF).flat(), ...OTHER_SCOPES])
    expect([...scopes].sort()).toEqual([...needed].sort())
  })

  it('could not miss a method that is called by its name as text', () => {
    // A client that watches its calls hands each on as it came.
    const callsByText = /(?<!override async |super\.)\bapiCall\((?!\.\.\.call\b|method, options\))/
    expect(sources.filter((path) => callsByText.test(read(path)))).toEqual([])
  })

  it('gives a reason for each scope', () => {
    for (const scope of scopes) expect(read('manifest.yml')).toMatch(new RegExp(`# .+\\n +- ${scope}\\n`))
  })

  it('has the one command that the help speaks of', () => {
    expect(moreCommands).toEqual([])
    const commands = helpView({ policy: aPolicy(), isAdmin: true }).text.match(/(?<=^|\s)\/[a-z]+/gm)
    expect(new Set(commands)).toEqual(new Set([command?.command]))
  })

  it('has Slack resolve channels to ids', () => {
    expect(command?.should_escape).toBe(true)
  })

  it.each([
    ['FILE [for 7d] [max 3]', '4821 for 7d max 3', 'share'],
    ['[view]', '4821 view', 'share'],
    ['[in #channel]', '4821 in #channel', 'share'],
    ['[exact]', '4821 exact', 'share'],
    ['| list', 'list', 'list'],
    ['| info ID', 'info K7M4QX', 'info'],
    ['| extend ID', 'extend K7M4QX for 7d', 'extend'],
    ['| revoke ID', 'revoke K7M4QX', 'revoke'],
    ['| help', 'help', 'help'],
  ])('hints at %s, which is understood', (hint, text, verb) => {
    expect(command?.usage_hint).toContain(hint)
    const context = { portalOrigin: 'https://acme.onlyoffice.com', now: 0, timeZone: 'UTC' }
    expect(parseCommand(text, context)).toMatchObject({ ok: true, command: { verb } })
  })

  it('calls the bot what people are told to invite', () => {
    const channel = { id: 'C1', name: 'general' }
    const { text } = refusalView({ refusal: { reason: 'bot-absent', channel }, reference: 'REF' })
    expect(text).toContain(`/invite @${manifest.features.bot_user.display_name}`)
  })

  it('sends everything to the one address that the app answers at', () => {
    const { interactivity, event_subscriptions: events } = manifest.settings
    const addresses = [
      command?.url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
      events.request_url,
    ]
    for (const address of addresses) expect(new URL(address ?? '').pathname).toBe('/slack/events')
    expect(new Set(addresses).size).toBe(1)
    expect(read('src/app-transport.ts')).toContain("'POST /slack/events'")
  })

  it('has the shortcuts that the code answers', () => {
    const { shortcuts } = manifest.features
    expect(shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ['global', SHARE_FILE],
      ['message', SHARE_FILE_FROM_MESSAGE],
    ])
  })

  it('asks for the events that have a listener, and for no others', () => {
    const listeners = sources
      .filter((path) => path.startsWith('src/slack/listeners/'))
      .flatMap((path) => [...read(path).matchAll(/app\.event\('(\w+)'/g)])
      .map(([, name]) => (name === 'message' ? 'message.im' : name))
    expect([...(manifest.settings.event_subscriptions.bot_events ?? [])].sort()).toEqual(listeners.sort())
    expect(manifest.features.app_home.home_tab_enabled).toBe(listeners.includes('app_home_opened'))
  })

  it('asks for nothing that this version does not serve', () => {
    const { interactivity, event_subscriptions: _, ...settings } = manifest.settings
    expect(interactivity.is_enabled).toBe(true)
    expect(Object.values(settings)).toEqual([false, false, false])
  })
})
