import { useEffect } from 'preact/hooks'
import type { ChannelInfo, SlackScreen } from '../../contract.ts'
import { useKept } from '../kit/use-kept.ts'

type Seen = Record<string, string>

/** Tells which channels hold something newer than what this person has looked at in this browser. */
export const useUnread = ({ me, channel }: SlackScreen): ((info: ChannelInfo) => boolean) => {
  const [seen, setSeen] = useKept<Seen>('localStorage', 'seen', {})
  const keyOf = (id: string) => `${me.name} ${id}`
  const { id, latest } = channel?.info ?? {}
  const here = id === undefined ? '' : keyOf(id)
  useEffect(() => {
    if (here && latest && seen[here] !== latest) setSeen({ ...seen, [here]: latest })
  }, [here, latest, seen, setSeen])
  return (info) => info.id !== id && info.latest !== undefined && info.latest > (seen[keyOf(info.id)] ?? '')
}
