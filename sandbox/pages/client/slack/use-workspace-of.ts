import { useCallback } from 'preact/hooks'
import type { ActResult, SlackAct, SlackScreen } from '../../contract.ts'
import { actInSlack } from '../kit/ask.ts'
import { writeAddress } from './address.ts'
import { messagePlace } from './message-place.ts'
import type { Workspace } from './workspace.ts'

/** Slack tells about a command that failed in the conversation itself; a search tells where it is typed. */
const isToldElsewhere = ({ act }: SlackAct, { problems = [] }: ActResult): boolean =>
  act === 'suggest' || (act === 'command' && problems.length > 0)

/** The workspace as the person of this screen has it. */
export const useWorkspaceOf = (
  screen: SlackScreen,
  tell: (text: string, details?: string[]) => void,
): Workspace => {
  const as = screen.me.name
  const act = useCallback(
    async (wanted: SlackAct) => {
      const result = await actInSlack(as, wanted)
      if (result.error && !isToldElsewhere(wanted, result)) tell(result.error, result.problems)
      return result
    },
    [as, tell],
  )
  const link: Workspace['link'] = (place) => writeAddress({ as, place })
  const placeOf: Workspace['placeOf'] = (url) => {
    const place = messagePlace(url)
    return place && link(place)
  }
  return { screen, act, link, placeOf }
}
