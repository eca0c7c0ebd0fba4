import { escapeHtml, page } from './layout.ts'

/** The same whatever is wrong with an address, so that nobody learns from it. */
export const NOT_FOUND_PAGE = page(
  'Nothing here',
  `<h1>There is nothing here</h1>
<p>Part of the link may be missing. Copy the whole link, and try again.</p>
<p>If that doesn't help, ask the person who sent it to you.</p>`,
)

/**
 * `pagePath`: where to try again; null: where the visitor came from. `isSure`: nothing was used up. Where the store did not answer,
 * a claim may be on record all the same.
 */
export const tryAgainPage = (pagePath: string | null, isSure: boolean): string =>
  page(
    'Not now',
    `<h1>The file can't be sent right now</h1>
<p>${isSure ? 'No download was used up.' : 'If a download was taken just now, it is kept for you.'} Please try again in a minute.</p>
${
  pagePath === null
    ? '<p>Reload this page, or press <strong>Get the file</strong> in Slack again.</p>'
    : `<a class="button" href="${escapeHtml(pagePath)}">Try again</a>`
}`,
  )

/** To a form that was not sent from our page. */
export const elsewherePage = (pagePath: string): string =>
  page(
    'Please start here',
    `<h1>Please start from the page of the file</h1>
<p>Another site asked for this download, so we stopped it.</p>
<a class="button" href="${escapeHtml(pagePath)}">To the file</a>`,
  )
