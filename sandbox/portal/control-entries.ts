import { createHash } from 'node:crypto'
import { record } from './audit-trail.ts'
import { inPortal, known, myFolderOf } from './control-people.ts'
import { contentFor } from './file-content.ts'
import { ROOTS, USERS } from './seed-ids.ts'
import type { Folder, PortalFile, PortalState } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'

type EntryControl = Pick<
  PortalControl,
  'addRoom' | 'addFolder' | 'addFile' | 'moveFile' | 'trashFile' | 'restoreFile' | 'removeFile' | 'digest'
>

/** Rooms, folders and files. */
export const entryControl = (state: PortalState, sources: Sources): EntryControl => {
  const { now } = sources
  const nextId = () => String(state.nextEntryId++)
  const fileOf = (id: string) => known(state.files[id], `file ${id}`)
  const folderOf = (id: string) => known(state.folders[id], `folder ${id}`)
  const keep = (folder: Folder): Folder => {
    state.folders[folder.id] = folder
    return folder
  }
  /** A move names the file and the folder it went to; the trash is named by the action alone (docs/portal.md, Who). */
  const put = (file: PortalFile, folder: Folder, by = file.ownerId) => {
    const userId = known(state.users[by], `user ${by}`).id
    const from = state.folders[file.folderId]
    const isTrash = folder.id === ROOTS.trash
    file.originId = isTrash ? file.folderId : null
    file.folderId = folder.id
    record(state, sources, {
      actionId: isTrash ? 5017 : 5015,
      userId,
      target: [...file.id.split(','), ...(isTrash ? [] : [folder.id])],
      titles: isTrash ? [file.title] : [file.title, from?.title ?? '', folder.title],
      ...inPortal(state, folder.id),
    })
    return file
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
        originId: null,
        createdAt: at,
        updatedAt: at,
      }
      state.files[id] = file
      return file
    },
    moveFile: (id, folderId, by) => put(fileOf(id), folderOf(folderId), by),
    trashFile: (id, by) => put(fileOf(id), folderOf(ROOTS.trash), by),
    restoreFile: (id, by) => {
      const file = fileOf(id)
      return put(file, folderOf(known(file.originId ?? undefined, `file ${id} in the trash`)), by)
    },
    removeFile: (id) => {
      const { ownerId, folderId, title } = fileOf(id)
      record(state, sources, {
        actionId: 5018,
        userId: known(state.users[ownerId], `user ${ownerId}`).id,
        target: id.split(','),
        titles: [title],
        ...inPortal(state, folderId),
      })
      delete state.files[id]
      state.links = state.links.filter((link) => link.holder.kind !== 'file' || link.holder.id !== id)
    },
    digest: (id) => {
      const bytes = Buffer.from(fileOf(id).content, 'base64')
      return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
  }
}
