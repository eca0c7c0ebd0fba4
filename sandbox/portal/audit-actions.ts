type Culture = 'en-US' | 'de-DE'

type Action = {
  name: string
  /** 1 create, 2 update, 3 delete, 12 download, 13 upload, 15 move; 0 none. */
  actionType: number
  product: number
  location: number
  /** What the first target is: 1 file, 2 folder. */
  entry: number
  /** `{0}`, `{1}`… stand for the titles. Empty: the portal has no text for it (docs/portal.md, Reading the audit trail). */
  text: Record<Culture, string>
}

const none = { 'en-US': '', 'de-DE': '' }
const file = { product: 2, location: 1, entry: 1 }
const folder = { product: 2, location: 2, entry: 2 }
const text = (en: string, de: string) => ({ 'en-US': en, 'de-DE': de })

/** The audit actions the stand-in writes, by id (docs/portal.md, Events). Any other id is an unmapped action. */
export const ACTIONS: Record<number, Action> = {
  1000: {
    name: 'LoginSuccess',
    actionType: 0,
    product: 3,
    location: 0,
    entry: 0,
    text: text('Login', 'Anmeldung'),
  },
  5009: {
    ...file,
    name: 'FileDownloaded',
    actionType: 12,
    text: text('File Downloaded: {0}', 'Datei heruntergeladen: {0}'),
  },
  5010: {
    ...file,
    name: 'FileDownloadedAs',
    actionType: 12,
    text: text('File Downloaded As: {0}', 'Datei heruntergeladen als: {0}'),
  },
  5011: {
    ...file,
    name: 'FileUploaded',
    actionType: 13,
    text: text('File Uploaded: {0}', 'Datei hochgeladen: {0}'),
  },
  5015: {
    ...file,
    name: 'FileMoved',
    actionType: 15,
    text: text('File Moved: {0}. From {1} to {2}', 'Datei verschoben: {0}. Von {1} nach {2}'),
  },
  5016: {
    ...file,
    name: 'FileMovedWithOverwriting',
    actionType: 15,
    text: text('File Moved: {0}. From {1} to {2}', 'Datei verschoben: {0}. Von {1} nach {2}'),
  },
  5017: {
    ...file,
    name: 'FileMovedToTrash',
    actionType: 15,
    text: text('File Moved to Trash: {0}', 'Datei in den Papierkorb verschoben: {0}'),
  },
  5018: { ...file, name: 'FileDeleted', actionType: 3, text: none },
  5057: {
    ...folder,
    name: 'FolderDownloaded',
    actionType: 12,
    text: text('Folder Downloaded: {0}', 'Ordner heruntergeladen: {0}'),
  },
  5062: { ...file, name: 'FileRevisionDownloaded', actionType: 12, text: none },
  5064: { ...file, name: 'FileReaded', actionType: 2, text: none },
  5091: {
    ...file,
    name: 'FileExternalLinkCreated',
    actionType: 1,
    text: text('External link created: {0}. {1}. {2}', 'Externer Link erstellt: {0}. {1}. {2}'),
  },
  5092: {
    ...file,
    name: 'FileExternalLinkUpdated',
    actionType: 2,
    text: text('External link updated: {0}. {1}. {2}', 'Externer Link aktualisiert: {0}. {1}. {2}'),
  },
  5093: {
    ...file,
    name: 'FileExternalLinkDeleted',
    actionType: 3,
    text: text('External link deleted: {0}. {1}', 'Externer Link entfernt: {0}. {1}'),
  },
}

const WORDS = {
  'en-US': { anonymous: 'Anonymous', files: 'Files', folders: 'Folders', rooms: 'Rooms' },
  'de-DE': { anonymous: 'Anonym', files: 'Dateien', folders: 'Ordner', rooms: 'Räume' },
}

export const words = (culture: Culture) => WORDS[culture]

/** The localized sentence of an event; titles that are missing leave nothing behind. */
export const sentence = (actionId: number, culture: Culture, titles: string[]): string =>
  (ACTIONS[actionId]?.text[culture] ?? '').replace(/\{(\d)\}/g, (_, i: string) => titles[Number(i)] ?? '')

/** What was done, without to what: `File Downloaded`. The portal's inner name where it has no words for it. */
export const actionWords = (actionId: number, culture: Culture): string => {
  const action = ACTIONS[actionId]
  return action?.text[culture].replace(/:? \{0\}.*$/, '') || (action?.name ?? String(actionId))
}
