/**
 * Programs that fetch an address because somebody has written it in a message, and not because somebody wants the file. By
 * their *family* of uap-core, which is all that the portal keeps of a program besides its major version (contract 2.3). Search
 * engines (Googlebot, bingbot, Applebot) and download tools are not among them: they take the file.
 */
const EXPANDERS: ReadonlySet<string> = new Set([
  'Slackbot-LinkExpanding',
  'Slack-ImgProxy',
  'Slackbot',
  // Messenger, Instagram, iMessage, LINE and KakaoTalk too.
  'FacebookBot',
  'Facebot',
  // Meta's fetchers besides: meta-externalfetcher, and meta-externalagent, which has the same family.
  'crawler',
  'Twitterbot',
  'LinkedInBot',
  // Signal too.
  'WhatsApp',
  'TelegramBot',
  'Discordbot',
  'redditbot',
  // `Pinterest` is a person, in the app's own browser.
  'Pinterestbot',
  // Google Chat and others, by Google-PageRenderer.
  'GooglePlusBot',
  'BingPreview',
  'Mattermost-Bot',
  'SummalyBot',
  'DingTalkBot',
  'OdklBot',
  // As uap-core cuts the names of Snapchat's, Matrix's and Mastodon's.
  'Snap URL Preview Service; bot',
  'Synapse (bot',
  ') Bot',
])

/** `FacebookBot 1` -> `FacebookBot`. */
export const familyOf = (browser: string): string => browser.trim().replace(/ \d+$/, '')

/** Whether a family is that of a program which looks at links in messages. */
export const isExpander = (family: string): boolean => EXPANDERS.has(family)

/** What uap-core calls all that it does not know: the previews of Microsoft Teams and Iframely, anybody's own program. */
export const UNNAMED = 'Other'
