/**
 * Programs that fetch an address because it stands in a message, not because somebody wants the file. Named by their
 * *family* in uap-core: that and the major version are all that the portal keeps of a program
 * (docs/counting.md, Which programs are seen as link expanders). Search engines (Googlebot, bingbot, Applebot) and
 * download tools are not among them: they take the file.
 */
const EXPANDERS: ReadonlySet<string> = new Set([
  'Slackbot-LinkExpanding',
  'Slack-ImgProxy',
  'Slackbot',
  // Messenger, Instagram, iMessage, LINE and KakaoTalk too.
  'FacebookBot',
  'Facebot',
  // Meta's other fetchers, meta-externalfetcher and meta-externalagent.
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
  // The names of Snapchat, Matrix and Mastodon, as uap-core cuts them.
  'Snap URL Preview Service; bot',
  'Synapse (bot',
  ') Bot',
])

/** `FacebookBot 1` -> `FacebookBot`. */
export const familyOf = (browser: string): string => browser.trim().replace(/ \d+$/, '')

/** Whether a family is that of a program which looks at links in messages. */
export const isExpander = (family: string): boolean => EXPANDERS.has(family)

/** uap-core's name for all that it does not know, such as the previews of Microsoft Teams and Iframely. */
export const UNNAMED = 'Other'
