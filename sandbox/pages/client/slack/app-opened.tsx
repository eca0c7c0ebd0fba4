import { useEffect } from 'preact/hooks'
import { actInSlack } from '../kit/ask.ts'

/** Tells the app each time that somebody enters the conversation with it; mount it anew for that. */
export const AppOpened = ({ as }: { as: string }) => {
  useEffect(() => {
    void actInSlack(as, { act: 'messages' })
  }, [as])
  return null
}
