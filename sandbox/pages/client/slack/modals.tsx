import type { ActResult, SlackAct, SlackScreen } from '../../contract.ts'
import { useReturnFocusAfter } from '../kit/use-return-focus.ts'
import { Modal } from './modal.tsx'

/** The open modals of a person, the topmost in front; those beneath are out of reach till it closes. */
export const Modals = ({
  screen,
  act,
}: {
  screen: SlackScreen
  act: (act: SlackAct) => Promise<ActResult>
}) => {
  useReturnFocusAfter(screen.modals.length > 0)
  return (
    <>
      {screen.modals.map((view) => (
        <Modal key={view.id} view={view} screen={screen} act={act} />
      ))}
    </>
  )
}
