import { z } from 'zod'
import { letters } from '../ids.ts'
import { installedTeams } from '../lookup.ts'
import type { World } from '../world.ts'
import { type Answer, refuse } from './call.ts'

/** A configuration token, which belongs to a person and no app (docs.slack.dev, Configuring apps with app manifests). */
export const CONFIG_TOKEN = 'xoxe.xoxp-1-stand-in-configuration'

const text = (least: number, most: number) => z.string().min(least).max(most)
const address = z.url({ protocol: /^https?$/ })
const scopes = z.array(z.string()).max(255)

/** The parts of a manifest that the app has, with Slack's lengths; unknown keys are errors (docs.slack.dev, App manifest reference). */
const schema = z.strictObject({
  _metadata: z.looseObject({}).optional(),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140).optional(),
    long_description: text(175, 4_000).optional(),
    background_color: z
      .string()
      .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
      .optional(),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: text(1, 80), always_online: z.boolean().optional() }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean().optional(),
      messages_tab_enabled: z.boolean().optional(),
      messages_tab_read_only_enabled: z.boolean().optional(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(1, 24),
          type: z.enum(['global', 'message']),
          callback_id: text(1, 255),
          description: text(1, 150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(2, 32).regex(/^\//),
          description: text(1, 2_000),
          usage_hint: text(1, 1_000).optional(),
          should_escape: z.boolean().optional(),
          url: address.optional(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).optional(),
    scopes: z.strictObject({ bot: scopes.min(1), bot_optional: scopes.optional() }),
  }),
  settings: z.strictObject({
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    event_subscriptions: z.strictObject({
      request_url: address.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    org_deploy_enabled: z.boolean().optional(),
    socket_mode_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
  }),
})

type Fault = { message: string; pointer: string }

/** What needs an address, unless the app uses Socket Mode; in Slack's own words. */
const addressFaults = ({ settings, features }: z.output<typeof schema>): Fault[] => {
  if (settings.socket_mode_enabled) return []
  const faults: Fault[] = []
  if (!settings.event_subscriptions.request_url)
    faults.push({
      message: 'Event Subscription requires either Request URL or Socket Mode Enabled',
      pointer: '/settings/event_subscriptions',
    })
  if (settings.interactivity.is_enabled && !settings.interactivity.request_url)
    faults.push({ message: 'Interactivity requires a Request URL', pointer: '/settings/interactivity' })
  for (const [at, { url }] of features.slash_commands.entries()) {
    if (!url)
      faults.push({ message: 'Slash command requires a URL', pointer: `/features/slash_commands/${at}/url` })
  }
  return faults
}

/** `apps.manifest.create`: checks the manifest, and gives what the app's page shows as Basic Information. */
export const createApp = (world: World, token: string | undefined, manifest: unknown): Answer => {
  if (token === undefined) return refuse('not_authed')
  if (token !== CONFIG_TOKEN)
    return refuse(token.startsWith('xoxb-') ? 'not_allowed_token_type' : 'invalid_auth')
  const read = schema.safeParse(manifest)
  const faults = read.success
    ? addressFaults(read.data)
    : read.error.issues.map(({ message, path }) => ({ message, pointer: `/${path.join('/')}` }))
  if (faults.length > 0) return refuse('invalid_manifest', { errors: faults })
  const [team] = installedTeams(world.state)
  const appId = team?.install.appId ?? 'A0SHARE001'
  return {
    ok: true,
    app_id: appId,
    credentials: {
      client_id: `1111.${letters(world, 8)}`,
      client_secret: letters(world, 32),
      verification_token: letters(world, 24),
      signing_secret: world.signingSecret,
    },
    oauth_authorize_url: `${world.url}/oauth/v2/authorize?client_id=1111`,
  }
}
