import { FILES } from '../../portal/seed-ids.ts'
import { linksPath, type Scene, seconds, share, showChannel, theEnd } from '../scene.ts'
import { STRANGERS, visit } from '../visit.ts'

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
  const { deadAt, toldAt } = await theEnd(scene, posted)
  showChannel(scene, posted)
  const late = await visit(posted.address, STRANGERS.firefox)
  tell.fact(late.status === 403, `a stranger with Firefox, afterwards: HTTP ${late.status}`)
  tell.say('Times, from the moment it was to end (the portal itself refuses from then on):')
  tell.table([
    ['until the bot had removed it at the portal', seconds(deadAt - endsAt)],
    ['until the channel was told', seconds(toldAt - endsAt)],
  ])
}
