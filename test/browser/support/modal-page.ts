import type { Locator, Page } from 'playwright-core'

/** The modal with this title, the one above where it lies over another. */
export const modal = (page: Page, title: string): Locator =>
  page.getByRole('dialog', { name: title, exact: true }).last()

/** Presses a button of a modal, a message or Home, by its first word. */
export const press = (place: Locator, word: string): Promise<void> =>
  place.getByRole('button', { name: new RegExp(`^${word}\\b`) }).click()

/** Chooses in the menu of a row, the last one unless another is named. */
export const chooseInMenu = async (place: Locator, option: string, of?: string): Promise<void> => {
  const menu = place.page().getByRole('button', { name: 'More actions' })
  const rows = place.locator('.blocks-section').filter({ has: menu })
  const row = of === undefined ? rows : rows.filter({ hasText: of })
  await row.last().getByRole('button', { name: 'More actions' }).click()
  await place.page().getByRole('menuitem', { name: option, exact: true }).click()
}

/** A field that is chosen in, by the first words of its label. */
export const chooser = (form: Locator, label: string): Locator =>
  form.getByRole('combobox', { name: new RegExp(`^${label}\\b`) })

/** Writes into a field that is chosen in, and takes what is offered under this name. */
export const choose = async (
  form: Locator,
  label: string,
  typed: string,
  option: string | RegExp,
): Promise<void> => {
  await chooser(form, label).fill(typed)
  await form.page().getByRole('listbox').getByRole('option', { name: option }).click()
}

/** Closes the modal that shows an answer. */
export const closeModal = async (shown: Locator): Promise<void> => {
  await shown.getByRole('button', { name: 'Close', exact: true }).last().click()
  await shown.waitFor({ state: 'hidden' })
}
