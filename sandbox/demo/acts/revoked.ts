import { FILES } from '../../portal/seed-ids.ts'
import { CHANNEL, deadLink, type Scene, seconds, share, showChannel, showPrivate, toldEnd } from '../scene.ts'
import { AGENTS, visit } from '../visit.ts'

/** A share that is ended by its button: not by just anybody, but by the person who made it. */
export const revoked = async (scene: Scene): Promise<void> => {
  const { portal, slack, tell } = scene
  tell.step('A third share is revoked by its button')
  const posted = await share(scene, FILES.xlsx, 'for 7d')
  showChannel(scene, posted)

  tell.act('bob, who did not make it, presses', '[Revoke]')
  await slack.person('bob').click(posted.message, { label: 'Revoke' })
  await showPrivate(scene, 'bob', 'or an admin can revoke this link')
  const untouched = slack.message(CHANNEL, posted.message.ts)?.revisions.length === 1
  const alive = portal.links(FILES.xlsx).length === 1
  tell.fact(alive && untouched, 'the link lives on, and the channel saw nothing of this')

  tell.act('alice, who made it, presses', '[Revoke]')
  const clickedAt = performance.now()
  const [, deadAt, toldAt] = await Promise.all([
    slack.person('alice').click(posted.message, { label: 'Revoke' }),
    deadLink(scene, posted),
    toldEnd(scene, posted),
  ])
  await showPrivate(scene, 'alice', 'Revoking the link')
  showChannel(scene, posted)
  const late = await visit(posted.page, AGENTS.chrome)
  tell.fact(late.status === 410, `a stranger, afterwards: HTTP ${late.status}, a page: "${late.heading}"`)
  tell.say('Times, from the click:')
  tell.table([
    ['until the link was dead at the portal', seconds(deadAt - clickedAt)],
    ['until the channel was told', seconds(toldAt - clickedAt)],
  ])
}
