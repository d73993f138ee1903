/** Puts the count of unread messages before the page's title, and takes it away again; a title that the page changes meanwhile stays. */
export function titleCount(): (unread: number) => void {
  let own = '';
  return (unread) => {
    const wanted = unread > 0 ? `(${unread}) ` : '';
    const bare = own && document.title.startsWith(own) ? document.title.slice(own.length) : document.title;
    if (wanted !== own) document.title = wanted + bare;
    own = wanted;
  };
}
