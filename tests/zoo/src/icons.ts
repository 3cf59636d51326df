// Icons of 24 x 24, drawn for the zoo, for the makes whose library has none.
export const icons = {
  back: 'M20 11H8l5-5-1.5-1.5L4 12l7.5 7.5L13 18l-5-5h12z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z',
  save: 'M4 4h13l3 3v13H4zm2 2v12h12V8l-2-2zm2 0h7v4H8zm4 6a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  saveClose: 'M3 3h11l3 3v6h-2V7l-2-2H5v10h6v2H3zm12 11 2 2 2-2 2 2-2 2 2 2-2 2-2-2-2 2-2-2 2-2-2-2z',
  refresh: 'M12 5V2l5 4-5 4V7a5 5 0 1 0 5 5h2a7 7 0 1 1-7-7z',
  trash: 'M9 3h6v2h5v2H4V5h5zM6 9h12l-1 12H7z',
};
export const svg = (name: keyof typeof icons, size = 18) =>
  `<svg width="${size}" height="${size}" viewBox="0 0 24 24"><path fill="currentColor" d="${icons[name]}"/></svg>`;
