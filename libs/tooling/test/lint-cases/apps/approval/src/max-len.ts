export const sentence =
  'A text that runs on beyond the edge of the page, where nobody who reads it beside another file will see how it goes on';
