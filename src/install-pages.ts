import { escapeHtml, page } from './gate/views/layout.ts'

/** What a browser is shown at the end of an installation. */
export const installedPage = (workspace: string): string =>
  page(
    'Sharelink is installed',
    `<h1>Sharelink is installed in ${escapeHtml(workspace)}</h1>
<p>Open Slack and type <b>/sharelink</b> in any channel.</p>
<p class="soft">You can close this page.</p>`,
  )

/** `reference` finds the line in the log. */
export const notInstalledPage = (wasCancelled: boolean, reference: string): string =>
  wasCancelled
    ? page(
        'Sharelink was not installed',
        `<h1>Sharelink was not installed</h1>
<p>You chose Cancel in Slack, so nothing was changed.</p>
<p><a class="button" href="/slack/install">Try again</a></p>`,
      )
    : page(
        'Sharelink could not be installed',
        `<h1>Sharelink could not be installed</h1>
<p>This page was opened too late, twice, or in another browser than the one you began in.</p>
<p><a class="button" href="/slack/install">Try again</a></p>
<p class="soft">If it fails again, give this reference to the person who runs Sharelink: ${escapeHtml(reference)}</p>`,
      )
