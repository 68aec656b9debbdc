/** The words are those of the services' own 503. */
export const failurePage = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>ただいまご利用になれません</title>
<h1>ただいまご利用になれません</h1>
<p>システムの一部が止まっています。しばらくたってから、もう一度お試しください。</p>
</html>
`;
