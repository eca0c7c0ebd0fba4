import { useEffect, useState } from 'preact/hooks'
import type { ActResult } from '../../contract.ts'
import { actInSlack } from '../kit/ask.ts'
import { Avatar } from '../kit/avatar.tsx'
import { FlagNotice } from './flag-notice.tsx'
import { MessageBody } from './message-body.tsx'
import { PaneHeader } from './pane-header.tsx'
import { Surface } from './surface.tsx'
import { useWorkspace } from './workspace.ts'

/** The app's own page for one person. The app is told each time that it is entered; mount it anew for that. */
export const HomePane = ({ as }: { as: string }) => {
  const { screen } = useWorkspace()
  const [result, setResult] = useState<ActResult>()
  useEffect(() => {
    actInSlack(as, { act: 'home' }).then(setResult)
  }, [as])
  const { home, homeFlags } = screen
  return (
    <>
      <PaneHeader>
        <h1>
          <Avatar name="Sharelink" isApp /> Sharelink <span class="badge">APP</span>
        </h1>
      </PaneHeader>
      <div class="home">
        {homeFlags.map((flag) => (
          <FlagNotice key={flag.id} flag={flag} />
        ))}
        {home ? (
          <Surface on={{ kind: 'home' }}>
            <MessageBody text="" blocks={home.blocks} />
          </Surface>
        ) : (
          <p class="pane-beginning" role="status">
            {result ? (result.error ?? 'This app has no Home yet.') : 'Loading…'}
          </p>
        )}
      </div>
    </>
  )
}
