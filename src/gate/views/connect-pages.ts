import { nameLike } from '../../domain/name-like.ts'
import { escapeHtml, page } from './layout.ts'

/** Whose Slack account, and whose account of DocSpace; `workspace` null: not known. */
export interface ConnectNames {
  slack: string
  workspace: string | null
  account: string
}

const AGAIN = '<p>Begin again in Slack: type <strong>/sharelink connect</strong>.</p>'

const simple = (title: string, ...paragraphs: string[]): string =>
  page(title, [`<h1>${escapeHtml(title)}</h1>`, ...paragraphs].join('\n'))

const namesHtml = ({ slack, workspace, account }: ConnectNames): string => {
  const where = workspace === null ? '' : ` (${escapeHtml(nameLike(workspace, 80))})`
  return `<dl>
<div><dt>Slack</dt><dd><bdi>${escapeHtml(nameLike(slack, 80))}</bdi>${where}</dd></div>
<div><dt>DocSpace</dt><dd><bdi>${escapeHtml(nameLike(account, 80))}</bdi></dd></div>
</dl>`
}

/** Both names, and whether they belong together. */
export const confirmPage = (names: ConnectNames, secret: string, action: string): string =>
  page(
    'Are both of these you?',
    `<h1>Are both of these you?</h1>
${namesHtml(names)}
<p>If you say yes, this person in Slack can share what you can in DocSpace.</p>
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="secret" value="${escapeHtml(secret)}">
<button type="submit" name="answer" value="yes">Yes, both are me</button>
<button type="submit" name="answer" value="no">No, stop</button>
</form>
<p class="soft">Somebody else sent you here? Then press <strong>No, stop</strong>.</p>`,
  )

/** The last step is in Slack. */
export const lastStepPage = (names: ConnectNames): string =>
  simple(
    'One step left, in Slack',
    namesHtml(names),
    '<p>Sharelink has sent you a message in Slack. Press <strong>Yes, connect</strong> there.</p>',
    '<p class="soft">You can close this page.</p>',
  )

export const renewedPage = (names: ConnectNames): string =>
  simple('Connected again', namesHtml(names), '<p class="soft">You can close this page.</p>')

export const takenPage = (names: ConnectNames): string =>
  simple(
    'Already connected by somebody else',
    namesHtml(names),
    '<p>Another person in Slack has connected this DocSpace account, and keeps it.</p>',
    '<p>They can disconnect it with <strong>/sharelink disconnect</strong>. If you know of nobody, ask your Sharelink admin.</p>',
  )

export const STOPPED_PAGE = simple('Nothing was connected', '<p>You can close this page.</p>')

export const DENIED_PAGE = simple(
  'Nothing was connected',
  "<p>DocSpace wasn't allowed to connect you.</p>",
  AGAIN,
)

/** To an address that is too old, was used, or never was one: the same for all of them. */
export const STALE_PAGE = simple('This page is too old', '<p>It works for 10 minutes, and once.</p>', AGAIN)

export const OTHER_BROWSER_PAGE = simple(
  'Please use one browser',
  '<p>This was begun in another browser, so we stopped it. Nothing was connected.</p>',
  AGAIN,
)

export const FOREIGN_PAGE = simple(
  "DocSpace doesn't confirm this",
  "<p>The answer isn't one of your company's DocSpace, or came too late. Nothing was connected.</p>",
  AGAIN,
)

export const CONNECT_TROUBLE_PAGE = simple(
  "DocSpace isn't answering",
  '<p>Nothing was connected. Wait a minute.</p>',
  AGAIN,
)
