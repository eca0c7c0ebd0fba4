import type { variables } from './config-variables.ts'

/** What an operator reads of one variable: what it does, and an example where one helps. */
interface Setting {
  does: string
  example?: string
}

type Group = Partial<Record<keyof typeof variables, Setting>>

/**
 * What each variable does, by group, in the order of `docs/settings.md`, which `npm run settings` writes out of this and out
 * of the schema.
 */
export const settings: Readonly<Record<string, Group>> = {
  'Slack and the portal': {
    SLACK_BOT_TOKEN: {
      does: 'The bot token of the Slack app (_OAuth & Permissions_), for one workspace. For several, the next three in its place.',
      example: 'xoxb-1111-2222-abc',
    },
    SLACK_CLIENT_ID: {
      does: 'The client ID of the Slack app (_Basic Information_). With it, workspaces install the app by themselves at `PUBLIC_URL/slack/install`.',
      example: '1111.2222',
    },
    SLACK_CLIENT_SECRET: {
      does: 'The client secret of the Slack app (_Basic Information_). Needed with `SLACK_CLIENT_ID`.',
      example: 'the-client-secret-of-the-app',
    },
    SLACK_STATE_SECRET: {
      does: 'Any long random text of your own: it signs what Slack hands back at the end of an installation. Needed with `SLACK_CLIENT_ID`.',
      example: 'a-long-random-text',
    },
    SLACK_SIGNING_SECRET: {
      does: 'Proves that a request comes from Slack (_Basic Information_). Needed, except with `SLACK_APP_TOKEN` or `ROLE=worker`.',
      example: 'the-signing-secret-of-the-app',
    },
    SLACK_APP_TOKEN: {
      does: 'App-level token with the scope `connections:write`. When it is set, Slack is reached by Socket Mode, and no public address is needed.',
      example: 'xapp-1-A111-222-abc',
    },
    SLACK_API_URL: {
      does: "Another address of Slack's Web API, for tests and stand-ins.",
      example: 'http://127.0.0.1:9002/api/',
    },
    DOCSPACE_URL: {
      does: 'The portal: scheme, host and port, without a path.',
      example: 'https://acme.onlyoffice.com',
    },
    DOCSPACE_API_KEY: {
      does: 'The API key for files and links. Everybody in Slack acts with this key. Least permissions: `files:write`, and `rooms:read` so that the form finds files in rooms.',
      example: 'sk-1111',
    },
    DOCSPACE_AUDIT_API_KEY: {
      does: "An administrator's API key with `*:read`, for the audit trail that downloads are counted from. Unset: `DOCSPACE_API_KEY` is used for that too.",
      example: 'sk-2222',
    },
    DOCSPACE_OAUTH_CLIENT_ID: {
      does: 'The client id of an OAuth app of the portal (_Developer Tools_). Set: each person connects their own DocSpace account and shares with its rights. Needs the next, `PUBLIC_URL` and `ENCRYPTION_KEY`. Unset: everybody in Slack acts with `DOCSPACE_API_KEY`.',
      example: '5f2c1a70-0000-4000-8000-000000000000',
    },
    DOCSPACE_OAUTH_CLIENT_SECRET: {
      does: 'The client secret of that OAuth app.',
      example: 'the-secret-of-the-oauth-app',
    },
    DOCSPACE_WEBHOOK_SECRET: {
      does: "The secret key of the portal's webhook (event `file.downloaded`, DocSpace 3.7.1 or newer): the trail is then read as soon as the portal tells of a download. Unset: no webhook is taken.",
      example: 'a-long-random-text',
    },
  },
  'Rules for links': {
    DEFAULT_EXPIRY: {
      does: 'How long a link lives when nobody says. It is kept between `MIN_EXPIRY` and `MAX_EXPIRY`.',
      example: '3d',
    },
    MIN_EXPIRY: { does: 'The shortest life that can be asked for. Not above `MAX_EXPIRY`.', example: '10m' },
    MAX_EXPIRY: { does: 'The longest life that can be asked for.', example: '30d' },
    DEFAULT_MAX_DOWNLOADS: {
      does: 'Downloads allowed when nobody says. Where `MAX_DOWNLOADS_LIMIT` is lower, that is used.',
      example: '5',
    },
    MAX_DOWNLOADS_LIMIT: { does: 'The most downloads that can be asked for.', example: '100' },
    LINKS_PER_MINUTE: { does: 'Links that one person may ask for in any minute.', example: '30' },
    MAX_LIVE_LINKS: { does: 'Live links that one person may have at a time.', example: '200' },
    REQUIRE_PASSWORD: {
      does: 'Whether every link must have a password. Needs `ENCRYPTION_KEY`; with `ENFORCEMENT=exact` also `PUBLIC_URL`, since the page there asks for it.',
      example: 'true',
    },
    ALLOWED_CHANNELS: {
      does: 'The Slack channels that links may be posted in. Unset: all.',
      example: 'C0TEAM, C0SALES',
    },
    ALLOWED_ROOMS: {
      does: "The portal's rooms or folders that files may be shared from, at any depth. Unset: all that the key can share.",
      example: '118, 240',
    },
    POLICY_FILE: {
      does: 'A YAML file with more rules: for channels, kinds of channels, rooms and people, and presets ([policy.md](policy.md)). Read anew at `SIGHUP`.',
      example: 'policy.yml',
    },
    POLICY_NOTICE: {
      does: 'A sentence of yours, of up to 1,000 characters, shown under the form, in refusals by a rule, and before a link goes to a channel with outsiders.',
      example: 'Client files: ask Dana first.',
    },
  },
  'Who may': {
    ALLOW_GUESTS: {
      does: 'Whether guests of the Slack workspace may make links, search and look. All that the key can share is then open to them.',
      example: 'true',
    },
    ADMIN_USERS: {
      does: "Slack users who may list, revoke and extend everybody's links, besides the workspace's own admins and owners.",
      example: 'U0ALICE, U0BOB',
    },
    ADMIN_CHANNEL: {
      does: 'The Slack channel that warnings to admins go to. The app must be in it. Unset: a direct message to each of `ADMIN_USERS`.',
      example: 'C0ADMINS',
    },
    SEARCHES_PER_MINUTE: {
      does: "Searches of one person in the form's file field in any minute, as far as the portal must be asked for them.",
      example: '10',
    },
  },
  'Counting, and what goes wrong': {
    AUDIT_INTERVAL: {
      does: 'How often the audit trail is read; a limit may be overrun for that long. While a link is one download from its limit, the next reading follows after a fifth of this (from 1 to 5 s). While no link is live or suspended, only every third reading is made, but at least one a minute as far as this allows.',
      example: '30s',
    },
    AUDIT_OVERLAP: {
      does: 'How far each full reading goes back behind the newest event seen. An event that appears later than this is missed.',
      example: '30m',
    },
    BURST_WINDOW: {
      does: 'Downloads of one visitor within this time after the first are counted as one. `0s`: off.',
      example: '5s',
    },
    WARN_BEFORE: {
      does: 'How long before its end a link is warned of, if it lives more than twice as long in all. `0s`: off.',
      example: '4h',
    },
    BLIND_AFTER: {
      does: 'After so long without a good reading of the audit trail, admins and the people whose links have a limit are warned.',
      example: '5m',
    },
    ON_BLIND: {
      does: 'What happens to links with a limit while downloads cannot be counted. `warn`: they go on. `revoke`: they are suspended meanwhile.',
      example: 'revoke',
    },
    ON_DRIFT: {
      does: 'What happens when somebody changes a link in the portal. `guard`: it is told in the thread, and what opens the link further is put back. `tell`: it is only told. `repair`: everything is put back. A deleted link has ended either way.',
      example: 'tell',
    },
    CANARY_FILE: {
      does: 'A file of the portal that is downloaded once a day by a link of its own, to see that counting works. Unset: no daily trial.',
      example: '4821',
    },
  },
  'Exact limits': {
    PUBLIC_URL: {
      does: 'Where visitors reach the app: scheme, host and port, without a path. Set: there is a gate under `/d/`, the page at which people outside Slack download files of exact limits. Needs `ENCRYPTION_KEY`.',
      example: 'https://links.example.com',
    },
    ENFORCEMENT: {
      does: 'How the limit of a link is kept when nobody says. `exact`: each download is claimed before a byte flows. `watched`: the audit trail is read, and the link ends afterwards. Unset: `exact` where `PUBLIC_URL` is set, else `watched`. View only is always watched.',
      example: 'watched',
    },
    CLAIM_WINDOW: {
      does: 'How long the file of a claimed download may be fetched, also in parts or once more.',
      example: '30m',
    },
    TRUST_PROXY: {
      does: 'How many proxies stand in front of the app. Each appends to `X-Forwarded-For`, by which visitors are told apart who try passwords or guess addresses. `0`: that header is not looked at.',
      example: '1',
    },
    SHOW_FILE_NAME: {
      does: 'Whether the page under `PUBLIC_URL` names the file to whoever has its address. `false`: its name comes with the file, after a download is claimed.',
      example: 'false',
    },
  },
  Running: {
    ENCRYPTION_KEY: {
      does: 'The key that passwords and the addresses of live links are kept under, and that addresses under `PUBLIC_URL` are made with. Without it no link can have a password, and addresses are kept under a key made of the bot token. Make your own; keep it as long as the data.',
    },
    ENCRYPTION_KEY_PREVIOUS: {
      does: 'The `ENCRYPTION_KEY` before this one: what was sealed with it opens, and addresses that were made with it lead to their files, until it is taken out again.',
    },
    REDIS_URL: {
      does: 'The Redis to use. Unset, and none of the next two set: the app starts a private redis-server with its data in `.data/redis`, where it finds a redis-server or valkey-server.',
      example: 'redis://127.0.0.1:6379',
    },
    REDIS_CLUSTER: {
      does: 'In place of `REDIS_URL`: some nodes of a Redis Cluster, from which the others are learnt. TLS and a password stand before the first and hold for all: `rediss://:PASSWORD@a:6379,b:6379`.',
      example: 'a:6379,b:6379,c:6379',
    },
    REDIS_SENTINELS: {
      does: 'In place of `REDIS_URL`: sentinels, which know the master. TLS and a password stand before the first; they hold for all, and for the master too unless its own are set.',
      example: 'a:26379,b:26379,c:26379',
    },
    REDIS_SENTINEL_MASTER: {
      does: 'The name by which the sentinels know the master; with its own password, TLS or database as `rediss://USER:PASSWORD@NAME/0`.',
      example: 'mymaster',
    },
    INSTALL_REDIS: {
      does: "Where no Redis is named and none is found, `yes` has the start install one by the system's package manager (apt-get, dnf, apk or brew), as root or by a `sudo` that asks for no password. Otherwise the start names the ways out, and ends with status 69.",
      example: 'yes',
    },
    REDIS_PREFIX: {
      does: 'What all keys begin with. Each deployment needs its own where several share one Redis.',
      example: 'sharelink-test',
    },
    ROLE: {
      does: '`web` takes commands and clicks; `worker` makes and ends links, reads the audit trail and writes messages; `all` does both. For anything but `all` name a Redis too.',
      example: 'worker',
    },
    HOST: {
      does: 'The address to listen on. Behind a proxy or tunnel that speaks TLS the default is right.',
      example: '0.0.0.0',
    },
    PORT: { does: 'The port to listen on. `0`: any free one; the log names it.', example: '8080' },
    AUDIT_WEBHOOK_URL: {
      does: 'Where each line of [the record](record.md) is sent on to, as for a SIEM. Unset: nowhere.',
      example: 'https://siem.example.com/sharelink',
    },
    AUDIT_WEBHOOK_SECRET: {
      does: 'What the lines that are sent on are signed with ([Standard Webhooks](https://www.standardwebhooks.com)): any text, or `whsec_` and base64. Unset: they are signed with a key that the receiver cannot know, so it cannot check them.',
      example: 'whsec_c2hhcmVsaW5rIHNpZ25zIHdpdGggdGhpcw==',
    },
    HISTORY_DAYS: { does: 'Days that ended links, their downloads and the record are kept.', example: '30' },
    LOG_LEVEL: {
      does: 'How much is logged: one JSON line an event, without secrets, addresses of links or names of files.',
      example: 'debug',
    },
    TRACING: {
      does: '`otel`: OpenTelemetry is told of each job, by packages that you install and an SDK that you load ([operate.md](operate.md#traces)). `off`: nobody is.',
      example: 'otel',
    },
  },
}
