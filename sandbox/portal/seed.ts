import { FILES, ROOMS, ROOTS, USERS } from './seed-ids.ts'
import type { PortalState } from './state-types.ts'
import type { PortalControl } from './types.ts'

type Seeder = Pick<PortalControl, 'addRoom' | 'addFolder' | 'addFile' | 'addLink'>

const addRooms = ({ addRoom }: Seeder) => {
  const members = { [USERS.roomAdmin]: 'manager', [USERS.member]: 'editor', [USERS.guest]: 'viewer' } as const
  addRoom({ id: ROOMS.marketing, title: 'Marketing', type: 19, members })
  addRoom({ id: ROOMS.finance, title: 'Finance & Legal', type: 16, members: { [USERS.member]: 'manager' } })
  addRoom({ id: ROOMS.forms, title: 'Applications', type: 15, members })
  addRoom({ id: ROOMS.publicRoom, title: 'Press', type: 22, members })
  addRoom({ id: ROOMS.dataRoom, title: 'Due diligence', type: 29, members })
  addRoom({ id: ROOMS.archived, title: 'Trade fair 2024', type: 19, members, archived: true })
  addRoom({ id: ROOMS.cloud, title: 'Team Dropbox', type: 19, members, providerKey: 'DropboxV2' })
}

const addFiles = ({ addFile, addFolder }: Seeder) => {
  addFile({ id: FILES.report, title: 'Q3.docx' })
  addFile({ id: FILES.pdf, title: 'Offer Acme.pdf' })
  addFile({ id: FILES.png, title: 'Logo.png' })
  addFile({ id: FILES.zip, title: 'Press kit.zip' })
  addFile({ id: FILES.xlsx, title: 'Budget 2026.xlsx' })
  addFile({ id: FILES.oldDoc, title: 'Minutes 1998.doc' })
  addFile({ id: FILES.oddName, title: '<!channel> & <https://evil.example|x>*_~```.docx' })
  addFile({ id: FILES.longName, title: `${'Minutes of the long meeting '.repeat(7).slice(0, 195)}.docx` })
  addFile({ id: FILES.form, title: 'Holiday request.pdf', isForm: true })
  addFile({ id: FILES.unshareable, title: 'Not for sharing.docx', shareable: false })
  addFile({ id: FILES.quotaFull, title: 'Much shared.docx' })
  addFile({ id: FILES.memberFile, title: 'Draft of Mark.docx', ownerId: USERS.member })
  addFile({ id: FILES.roomDocx, title: 'Campaign.docx', folderId: ROOMS.marketing })
  addFile({ id: FILES.roomPng, title: 'Poster.png', folderId: ROOMS.marketing })
  addFile({ id: FILES.video, title: 'Teaser.mp4', folderId: ROOMS.marketing })
  addFile({ id: '4833', title: 'Übersicht (final) – 年次報告 📊.pptx', folderId: ROOMS.marketing })
  addFolder({ id: '110', title: 'Contracts', parentId: ROOMS.finance })
  addFile({ id: FILES.nested, title: 'Lease.docx', folderId: '110' })
  addFolder({ id: '111', title: 'Projects', parentId: ROOTS.myOwner })
  addFile({ id: '4829', title: 'Roadmap.pptx', folderId: '111' })
  addFile({ id: FILES.roomForm, title: 'Application.pdf', folderId: ROOMS.forms, isForm: true })
  addFile({ id: FILES.publicFile, title: 'Press release.docx', folderId: ROOMS.publicRoom })
  addFile({ id: FILES.dataRoomFile, title: 'Balance sheet.pdf', folderId: ROOMS.dataRoom })
  addFile({ id: FILES.archivedFile, title: 'Stand plan.docx', folderId: ROOMS.archived })
  addFile({ id: FILES.thirdParty, title: 'Shared notes.docx', folderId: ROOMS.cloud })
}

/** Rooms and files to show every rule on; the trail starts empty. */
export const seedDemo = (state: PortalState, control: Seeder): void => {
  addRooms(control)
  addFiles(control)
  for (let n = 1; n <= 6; n++) control.addLink(FILES.quotaFull, { title: `Link ${n}` })
  const inPublicRoom = control.addLink(FILES.publicFile, { title: 'Shared link', primary: true })
  inPublicRoom.holder = { kind: 'room', id: ROOMS.publicRoom }
  state.events = []
  state.pending = []
  state.nextEventId = 90_001
}
