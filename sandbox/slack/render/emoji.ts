// Names and signs by turns: those that apps like to use.
const LISTED = `
  tada 🎉 sparkles ✨ star ⭐ zap ⚡ boom 💥 fire 🔥 rocket 🚀 bulb 💡 gift 🎁 trophy 🏆 100 💯 heart ❤️
  warning ⚠️ rotating_light 🚨 no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧 sos 🆘
  white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎
  question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ bangbang ‼️ information_source ℹ️
  heavy_plus_sign ➕ heavy_minus_sign ➖ new 🆕 free 🆓 ok 🆗 up 🆙 recycle ♻️ infinity ♾️
  lock 🔒 unlock 🔓 lock_with_ink_pen 🔏 closed_lock_with_key 🔐 key 🔑 old_key 🗝️ shield 🛡️ link 🔗 chains ⛓️
  hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ watch ⌚ clock1 🕐 clock3 🕒
  clock9 🕘 clock12 🕛 calendar 📆 date 📅 spiral_calendar_pad 🗓️ bell 🔔 no_bell 🔕 mute 🔇 loudspeaker 📢 mega 📣
  red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
  large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_green_square 🟩
  small_blue_diamond 🔹 large_blue_diamond 🔷 small_orange_diamond 🔸 large_orange_diamond 🔶 small_red_triangle 🔺
  page_facing_up 📄 page_with_curl 📃 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ file_cabinet 🗄️
  memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 paperclip 📎 linked_paperclips 🖇️ pushpin 📌 round_pushpin 📍 label 🏷️
  bookmark 🔖 scissors ✂️ wastebasket 🗑️ books 📚 book 📖 newspaper 📰 bar_chart 📊 chart_with_upwards_trend 📈
  chart_with_downwards_trend 📉 floppy_disk 💾 cd 💿 camera 📷 frame_with_picture 🖼️ movie_camera 🎥 art 🎨
  package 📦 inbox_tray 📥 outbox_tray 📤 email 📧 envelope ✉️ incoming_envelope 📨 mailbox 📫 phone ☎️
  arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_forward ▶️ arrows_counterclockwise 🔄 repeat 🔁
  leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ back 🔙 fast_forward ⏩ double_vertical_bar ⏸️
  gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ computer 💻 robot_face 🤖 globe_with_meridians 🌐 satellite 🛰️
  office 🏢 house 🏠 earth_africa 🌍 earth_americas 🌎 airplane ✈️ coffee ☕ sunny ☀️ cloud ☁️ snowflake ❄️ moon 🌙
  bust_in_silhouette 👤 busts_in_silhouette 👥 speech_balloon 💬 thought_balloon 💭 mag 🔍 mag_right 🔎 eyes 👀 eye 👁️
  see_no_evil 🙈 ghost 👻 wave 👋 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏
  muscle 💪 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 hand ✋ raised_hand ✋ handshake 🤝
  smile 😄 smiley 😃 grinning 😀 laughing 😆 joy 😂 slightly_smiling_face 🙂 wink 😉 blush 😊 sunglasses 😎
  skin-tone-2 🏻 skin-tone-3 🏼 skin-tone-4 🏽 skin-tone-5 🏾 skin-tone-6 🏿
  thinking_face 🤔 neutral_face 😐 confused 😕 disappointed 😞 cry 😢 sob 😭 scream 😱 sweat_smile 😅
`
const words = LISTED.trim().split(/\s+/)
const SIGNS = new Map(words.flatMap((name, i) => (i % 2 === 0 ? [[name, words[i + 1] ?? '']] : [])))

/**
 * `:tada:` as the sign it stands for, `:+1::skin-tone-3:` in that tone; an unknown name stays as written, as in
 * Slack.
 */
export const renderEmoji = (text: string): string =>
  text
    .replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => SIGNS.get(name) ?? whole)
    // A tone colours the sign right before it.
    .replace(/\uFE0F(?=[\u{1F3FB}-\u{1F3FF}])/gu, '')
