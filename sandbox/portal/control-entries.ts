import { createHash } from 'node:crypto'
import { known, myFolderOf } from './control-people.ts'
import { contentFor } from './file-content.ts'
import { ROOTS, USERS } from './seed-ids.ts'
import type { Folder, PortalFile, PortalState } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'

type EntryControl = Pick<
  PortalControl,
  'addRoom' | 'addFolder' | 'addFile' | 'trashFile' | 'removeFile' | 'digest'
>

/** Rooms, folders and files. */
export const entryControl = (state: PortalState, { now }: Sources): EntryControl => {
  const nextId = () => String(state.nextEntryId++)
  const fileOf = (id: string) => known(state.files[id], `file ${id}`)
  const folderOf = (id: string) => known(state.folders[id], `folder ${id}`)
  const keep = (folder: Folder): Folder => {
    state.folders[folder.id] = folder
    return folder
  }
  return {
    addRoom: ({
      title,
      type = 19,
      ownerId = USERS.owner,
      members = {},
      id = nextId(),
      archived,
      providerKey,
    }) =>
      keep({
        id,
        title,
        parentId: archived ? ROOTS.archive : ROOTS.rooms,
        ownerId,
        rootType: archived ? 20 : 14,
        roomType: type,
        members,
        ...(providerKey ? { providerKey } : {}),
        createdAt: now().toISOString(),
      }),
    addFolder: ({ title, parentId, id = nextId() }) => {
      const { ownerId, rootType } = folderOf(parentId)
      return keep({ id, title, parentId, ownerId, rootType, createdAt: now().toISOString() })
    },
    addFile: (asked) => {
      const { title, ownerId = USERS.owner, id = nextId(), content = contentFor(title) } = asked
      const at = now().toISOString()
      const file: PortalFile = {
        id,
        title,
        folderId: folderOf(asked.folderId ?? myFolderOf(state, ownerId)).id,
        ownerId,
        content: Buffer.from(content).toString('base64'),
        version: 1,
        isForm: asked.isForm ?? false,
        locked: asked.locked ?? false,
        shareable: asked.shareable ?? true,
        writers: asked.writers ?? [],
        openedBy: [],
        createdAt: at,
        updatedAt: at,
      }
      state.files[id] = file
      return file
    },
    trashFile: (id) => {
      fileOf(id).folderId = ROOTS.trash
    },
    removeFile: (id) => {
      delete state.files[fileOf(id).id]
      state.links = state.links.filter((link) => link.holder.kind !== 'file' || link.holder.id !== id)
    },
    digest: (id) => {
      const bytes = Buffer.from(fileOf(id).content, 'base64')
      return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
  }
}
