import { useEffect } from 'preact/hooks'
import type { PortalAct, PortalScreen } from '../../contract.ts'
import { actInPortal, NO_ANSWER } from '../kit/ask.ts'
import { Toasts, useToasts } from '../kit/toasts.tsx'
import { useStream } from '../kit/use-stream.ts'
import './portal-page.css'
import { PortalView } from './portal-view.tsx'
import { useFileHash } from './use-file-hash.ts'

/** The portal as its people see it, and what goes wrong with it. The address names the file: `#/file/4821`. */
export const PortalPage = () => {
  const fileId = useFileHash()
  const query = fileId === undefined ? '' : `?file=${encodeURIComponent(fileId)}`
  const { screen, isStale, isLost } = useStream<PortalScreen>(`/api/portal/stream${query}`)
  const { toasts, show, putAway } = useToasts(isLost)
  useEffect(() => {
    document.title = 'DocSpace portal (stand-in)'
  }, [])
  const act = async (asked: PortalAct) => {
    const { ok, error } = await actInPortal(asked)
    if (!ok) show(error ?? 'That did not work.')
  }
  if (!screen)
    return (
      <main class="portal">
        <p class="portal-card" role="status">
          {isLost ? NO_ANSWER : 'One moment …'}
        </p>
      </main>
    )
  return (
    <>
      <PortalView screen={screen} fileId={fileId} isStale={isStale} isLost={isLost} act={act} />
      <Toasts toasts={toasts} putAway={putAway} />
    </>
  )
}
