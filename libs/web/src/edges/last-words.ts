/** The page that tells of an error where the error page itself fails. Nothing is computed for it. */
export const lastWords = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>システムエラーが起きました</title>
<h1>システムエラーが起きました</h1>
<p>申し訳ありません。操作を完了できませんでした。しばらくたってから、もう一度お試しください。</p>
</html>
`;
