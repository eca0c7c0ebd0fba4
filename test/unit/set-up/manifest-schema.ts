import type { AppsManifestCreateArguments } from '@slack/web-api'
import { z } from 'zod'

type Manifest = AppsManifestCreateArguments['manifest']
type BotEvent = NonNullable<
  NonNullable<NonNullable<Manifest['settings']>['event_subscriptions']>['bot_events']
>[number]
export type BotScope = NonNullable<
  NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>['bot']
>[number]

const text = (least: number, most: number) => z.string().min(least).max(most)
const address = z.url({ protocol: /^https$/ })

/** The parts of Slack's app manifest that we use, with its lengths; Slack takes a key it does not know for an error. */
const schema = z.strictObject({
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140),
    long_description: text(175, 4_000),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: text(1, 80), always_online: z.boolean() }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
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
          command: text(2, 32).regex(/^\/[a-z0-9_-]+$/),
          description: text(1, 2_000),
          usage_hint: text(1, 1_000),
          should_escape: z.boolean(),
          url: address,
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: z.array(z.custom<BotScope>()).min(1),
      bot_optional: z.array(z.custom<BotScope>()),
    }),
  }),
  settings: z.strictObject({
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address,
      message_menu_options_url: address,
    }),
    event_subscriptions: z.strictObject({
      request_url: address,
      bot_events: z.array(z.custom<BotEvent>()).min(1),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

/** Reads a manifest; the compiler holds the shape against the one that Slack's own package has. */
export const readManifest = (data: unknown): z.output<typeof schema> & Manifest => schema.parse(data)
