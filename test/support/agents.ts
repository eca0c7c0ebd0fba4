import type { Verdict } from '../../src/domain/downloads.ts'

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko)'

/** What programs send, what the portal's own parser makes of it in the trail, and what becomes of a download by it. */
export const AGENTS: [agent: string, browser: string, verdict: Verdict][] = [
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Slackbot-LinkExpanding 1', 'expander'],
  ['Slackbot 1.0 (+https://api.slack.com/robots)', 'Slackbot 1', 'expander'],
  ['Slackbot', 'Slackbot', 'expander'],
  ['Slack-ImgProxy (+https://api.slack.com/robots)', 'Slack-ImgProxy', 'expander'],
  ['Slack-ImgProxy 0.19 (+https://api.slack.com/robots)', 'Slack-ImgProxy 0', 'expander'],
  ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'FacebookBot 1', 'expander'],
  ['facebookexternalhit/1.1;line-poker/1.0', 'FacebookBot 1', 'expander'],
  [
    'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984',
    'FacebookBot 1',
    'expander',
  ],
  // iMessage.
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
    'FacebookBot 1',
    'expander',
  ],
  ['Facebot/1.0', 'Facebot 1', 'expander'],
  [
    'meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'crawler',
    'expander',
  ],
  [
    'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'crawler',
    'expander',
  ],
  ['Twitterbot/1.0', 'Twitterbot 1', 'expander'],
  [
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
    'LinkedInBot 1',
    'expander',
  ],
  ['WhatsApp/2.23.20.0 A', 'WhatsApp 2', 'expander'],
  // Signal.
  ['WhatsApp/2', 'WhatsApp 2', 'expander'],
  ['TelegramBot (like TwitterBot)', 'TelegramBot', 'expander'],
  ['Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', 'Discordbot 2', 'expander'],
  ['Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)', 'redditbot 1', 'expander'],
  [
    'Mozilla/5.0 (compatible; Pinterestbot/1.0; +https://www.pinterest.com/bot.html)',
    'Pinterestbot 1',
    'expander',
  ],
  ['Pinterest/0.2 (+https://www.pinterest.com/bot.html)', 'Pinterestbot 0', 'expander'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)) Chrome/114.0.5735.198 Safari/537.36',
    'GooglePlusBot',
    'expander',
  ],
  [
    'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b',
    'BingPreview 1',
    'expander',
  ],
  ['Mattermost-Bot/1.1', 'Mattermost-Bot 1', 'expander'],
  ['SummalyBot/5.2.0', 'SummalyBot 5', 'expander'],
  [
    'DingTalkBot-LinkService/1.0 (+https://open-doc.dingtalk.com/microapp/faquestions/ftpfeu)',
    'DingTalkBot',
    'expander',
  ],
  ['Mozilla/5.0 (compatible; OdklBot/1.0 like Linux; klass@odnoklassniki.ru)', 'OdklBot 1', 'expander'],
  [
    'Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots',
    'Snap URL Preview Service; bot',
    'expander',
  ],
  ['Synapse (bot; +https://github.com/matrix-org/synapse)', 'Synapse (bot', 'expander'],
  ['Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.example/) Bot', ') Bot', 'expander'],
  ['http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/) Bot', ') Bot', 'expander'],

  [
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
    'Other',
    'unnamed',
  ],
  ['Iframely/1.3.1 (+https://iframely.com/docs/about) Atlassian', 'Other', 'unnamed'],
  ['Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)', 'Other', 'unnamed'],
  ['Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)', 'Other', 'unnamed'],
  ['Viber/13.3.0', 'Other', 'unnamed'],
  ['Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)', 'Other', 'unnamed'],
  ['Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)', 'Other', 'unnamed'],
  ['Mozilla/5.0 (compatible; MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview)', 'Other', 'unnamed'],
  [
    'Mozilla/5.0 (compatible; Yahoo Link Preview; https://help.yahoo.com/kb/mail/yahoo-link-preview-SLN23615.html)',
    'Other',
    'unnamed',
  ],
  ['Asana/1.4.0 WebsiteMetadataRetriever', 'Other', 'unnamed'],
  ['Rocket.Chat/6.0.0', 'Other', 'unnamed'],
  ['my own program', 'Other', 'unnamed'],

  // Previews that the portal stores as the browser they are made of.
  [
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview) Chrome/116.0.1938.76 Safari/537.36',
    'Chrome 116',
    'counted',
  ],
  [
    `${WINDOWS} Chrome/134.0.0.0 Safari/537.36 Edg/134.0.0.0 MicrosoftPreview/2.0 +https://aka.ms/MicrosoftPreview`,
    'Edge 134',
    'counted',
  ],
  [
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.199 Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;)',
    'Chrome Mobile 120',
    'counted',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 11.6; rv:92.0) Gecko/20100101 Firefox/92.0',
    'Firefox 92',
    'counted',
  ],

  // Nobody has written the address in a message for these.
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot 2', 'counted'],
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'bingbot 2', 'counted'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
    'Applebot 0',
    'counted',
  ],
  [
    'meta-webindexer/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'meta-webindexer 1',
    'counted',
  ],
  [
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'GPTBot 1',
    'counted',
  ],
  ['curl/8.5.0', 'curl 8', 'counted'],
  ['Wget/1.21.4', 'Wget 1', 'counted'],
  ['python-requests/2.31.0', 'Python Requests 2', 'counted'],
  ['Go-http-client/2.0', 'Go-http-client 2', 'counted'],

  // People, in the browsers of apps too.
  [`${WINDOWS} Chrome/138.0.0.0 Safari/537.36`, 'Chrome 138', 'counted'],
  [`${WINDOWS} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`, 'Edge 138', 'counted'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0', 'Firefox 141', 'counted'],
  [`${IPHONE} Version/17.1 Mobile/15E148 Safari/604.1`, 'Mobile Safari 17', 'counted'],
  [`${IPHONE} Mobile/15E148 [Pinterest/iOS]`, 'Pinterest', 'counted'],
  [
    `${ANDROID} Version/4.0 Chrome/114.0.5735.130 Mobile Safari/537.36 [Pinterest/Android]`,
    'Pinterest',
    'counted',
  ],
  [
    `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/438.0.0.33.118;FBBV/532327851;FBDV/iPhone14,5]`,
    'Facebook 438',
    'counted',
  ],
  [
    `${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/433.0.0.30.112;FBBV/532327851]`,
    'Facebook Messenger 433',
    'counted',
  ],
  [
    `${ANDROID} Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/440.0.0.32.108;]`,
    'Facebook 440',
    'counted',
  ],
  [`${IPHONE} Mobile/15E148 [LinkedInApp]/9.28.7586`, 'Mobile Safari UI/WKWebView', 'counted'],
  [
    `${ANDROID} Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36 [LinkedInApp]/4.1.881`,
    'Chrome Mobile WebView 119',
    'counted',
  ],
  [
    `${ANDROID} Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36 Telegram-Android/10.2.4`,
    'Chrome Mobile WebView 119',
    'counted',
  ],
  [
    `${ANDROID} Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36;KAKAOTALK 2410550`,
    'Chrome Mobile WebView 119',
    'counted',
  ],
  [`${IPHONE} Mobile/15E148 Reddit/Version 2023.45.0`, 'Mobile Safari UI/WKWebView', 'counted'],
  [`${IPHONE} Mobile/15E148 Instagram 308.0.2.18.106 (iPhone14,5; iOS 17_1)`, 'Instagram 308', 'counted'],
  [`${IPHONE} Mobile/15E148 Twitter for iPhone/10.15`, 'Twitter 10', 'counted'],
  [`${IPHONE} Mobile/15E148 Safari Line/13.19.0`, 'LINE 13', 'counted'],
  [
    `${ANDROID} Version/4.0 Chrome/119.0.6045.163 Mobile Safari/537.36 Snapchat/12.63.0.56`,
    'Snapchat 12',
    'counted',
  ],
  [
    `${WINDOWS} Slack/4.35.126 Chrome/118.0.5993.144 Electron/27.1.3 Safari/537.36 Slack_SSB/4.35.126`,
    'Slack Desktop Client 4',
    'counted',
  ],
  [
    `${WINDOWS} Teams/1.6.00.4472 Chrome/102.0.5005.167 Electron/19.1.8 Safari/537.36`,
    'Electron 19',
    'counted',
  ],
  [
    `${WINDOWS} Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0 Teams/24231.512.3106.6573/49`,
    'Edge 128',
    'counted',
  ],
  [
    `${WINDOWS} discord/1.0.9023 Chrome/108.0.5359.215 Electron/22.3.26 Safari/537.36`,
    'Electron 22',
    'counted',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook 16.0.16827; Pro)', 'Outlook 2016', 'counted'],
  ['', '', 'counted'],
]
