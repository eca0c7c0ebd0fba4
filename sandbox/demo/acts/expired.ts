import { FILES } from '../../portal/seed-ids.ts'
import { deadLink, linksPath, type Scene, seconds, share, showChannel, toldEnd } from '../scene.ts'
import { AGENTS, visit } from '../visit.ts'

/** A share that nobody uses, whose time is over. */
export const expired = async (scene: Scene): Promise<void> => {
  const { portal, tell } = scene
  tell.step('A second share ends by itself, after 3 seconds')
  const posted = await share(scene, FILES.pdf, 'for 3s')
  // The portal holds the end itself: the link is closed at that moment, even if the bot were gone.
  const [made] = portal.requests({ method: 'PUT', path: linksPath(FILES.pdf), body: { access: 2 } })
  const end = Date.parse((made?.body as { expirationDate?: string } | undefined)?.expirationDate ?? '')
  const endsAt = performance.now() + (end - Date.now())
  showChannel(scene, posted)
  tell.say('Now nobody does anything.')
  const [deadAt, toldAt] = await Promise.all([deadLink(scene, posted), toldEnd(scene, posted)])
  showChannel(scene, posted)
  const late = await visit(posted.page, AGENTS.firefox)
  tell.fact(late.status === 410, `a stranger, afterwards: HTTP ${late.status}, a page: "${late.heading}"`)
  tell.say('Times, from the moment it was to end (nothing is given from then on):')
  tell.table([
    ['until the bot had removed it at the portal', seconds(deadAt - endsAt)],
    ['until the channel was told', seconds(toldAt - endsAt)],
  ])
}
