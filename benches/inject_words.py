"""Words by language for `inject_classes.py`: marks, calendar, function words, lines that scrapers take along."""

QUOTES = {"en": ("“", "”"), "de": ("„", "“"), "fr": ("« ", " »"), "es": ("“", "”"), "it": ("“", "”"), "pt": ("“", "”"), "pl": ("„", "”"), "cs": ("„", "“"),
          "ru": ("«", "»"), "uk": ("«", "»"), "bg": ("„", "“"), "tr": ("“", "”"), "zh": ("“", "”")}

MONTHS = {language: words.split() for language, words in {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември"}.items()}

WEEKDAYS = {language: words.split() for language, words in {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "pl": "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "cs": "pondělí úterý středu čtvrtek pátek sobotu neděli",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "uk": "понеділок вівторок середу четвер п’ятницю суботу неділю",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя"}.items()}

NATIONALITIES = "American Russian British Chinese German French Ukrainian Italian Spanish Canadian European Israeli Iranian Syrian Indonesian Japanese Korean Australian Irish Scottish Welsh Brazilian Mexican Indian Palestinian".split()

SMALL_ADJECTIVES = {
    "fr": "américain américaine américains américaines britannique britanniques russe russes français française européen européenne allemand allemande chinois chinoise".split(),
    "es": "estadounidense británico británica ruso rusa rusos español española europeo europea alemán alemana chino china".split(),
    "ru": "американский американских российский российских британский британского европейских немецкий китайский китайских".split(),
    "pl": "amerykański amerykańskich brytyjski brytyjskiego rosyjski rosyjskiego europejski europejskich niemiecki chiński".split(),
    "cs": "americký amerických britský britské ruský ruské evropský evropské německý čínské".split()}

FUNCTION_WORDS = {language: words.split() for language, words in {
    "en": "the a of and in to for with at from by", "de": "und in mit von für auf ein eine nicht aus bei", "fr": "le la les de des et dans pour avec sur un une du",
    "es": "el la los de y en para con por un una del", "it": "il la di e in per con un una del che", "pt": "a de e em para com um uma do da", "pl": "w z na do że dla od i", "cs": "v z na do že pro a", "ru": "и в на с для от по из",
    "uk": "і в на з для від до по", "bg": "и в на с за от по", "tr": "ve için ile"}.items()}

ARTICLES = {"en": ["the", "a"], "de": ["ein", "eine"], "fr": ["le", "la", "les"], "es": ["el", "la", "los", "las"], "it": ["il", "la"], "pt": ["o", "a"]}
PREPOSITIONS = {"en": ["of", "in", "to", "for", "on", "at", "with", "from"], "fr": ["dans", "pour", "avec", "sur", "par"], "es": ["de", "en", "para", "con", "por"]}

BOILERPLATE = {
    "en": {
        "share": ["Share on Facebook", "Share on Twitter", "Click to share on Facebook (Opens in new window)", "Share this:", "Tweet", "Share this article", "Email this to a friend", "Copy link", "Share via WhatsApp", "Print this page"],
        "comments": ["Be the first to comment", "Leave a comment", "Leave a Reply", "View all comments", "Your email address will not be published.", "Comments are moderated.", "Required fields are marked *", "Save my name, email, and website in this browser for the next time I comment.", "Post Comment", "View all comments", "12 Comments", "Log in to leave a comment"],
        "newsletter": ["Subscribe to our newsletter", "Sign up for our daily newsletter", "Get the latest news delivered to your inbox", "Subscribe to our Telegram channel", "Follow us on Twitter", "Subscribe to our channel in Telegram", "Enter your email address"],
        "read also": ["Read also: Ministers meet over budget", "Read more: Ministers meet over budget", "READ MORE", "Also read: Ministers meet over budget", "Related articles", "See also: Ministers meet over budget", "Recommended for you", "Read also on the topic:", "More on this story"],
        "photo": ["Photo: AFP", "Photo: Reuters", "• Reuters", "• © John Brown / AFP", "© Anna Smith", "Photo credit: John Brown", "Photo by John Brown/Getty Images", "Image: Reuters", "Photo from open sources", "Illustrative photo"],
        "advertisement": ["Advertisement", "ADVERTISEMENT", "Advertisement - story continues below", "Sponsored", "Sponsored content", "Story continues below advertisement"],
        "copyright": ["© 2021 Daily Wire. All rights reserved.", "Copyright © 2020 Daily Wire. All Rights Reserved.", "All rights reserved", "Terms of Use", "Privacy Policy", "When using materials, a hyperlink to the site is required."],
        "navigation": ["Home > News > World", "Back to top", "Skip to content", "Skip to main content", "Next article", "Previous article", "Load more", "Loading..."],
        "counters": ["1,234 views", "5 min read", "Reading time: 3 minutes", "Tags: budget, ministers, vote", "Views: 532", "Posted in News"],
        "cookies": ["We use cookies to improve your experience on our site.", "This website uses cookies.", "Accept all cookies", "By continuing to use this site, you agree to our use of cookies."],
        "machine": ["This article was translated automatically.", "Automatically translated", "Translated by Google", "This article has been machine translated."],
        "error report": ["Found an error? Select it and press Ctrl+Enter", "If you find an error, please select a fragment of text and press Ctrl+Enter."]},
    "ru": {
        "share": ["Поделиться в Facebook", "Поделиться", "Поделиться ссылкой", "Скопировать ссылку"],
        "comments": ["Оставить комментарий", "Комментарии", "Ваш e-mail не будет опубликован. Обязательные поля помечены *", "Добавить комментарий"],
        "newsletter": ["Подписывайтесь на наш канал в Telegram", "Подпишитесь на нашу рассылку", "Подписаться на рассылку", "Читайте нас в Telegram"],
        "read also": ["Читайте также: Министры обсудили бюджет", "Читать далее", "Читайте также:", "Материалы по теме", "Смотрите также"],
        "photo": ["Фото: РИА Новости", "Фото: Иван Петров / ТАСС", "© Иван Петров", "Фото из открытых источников"],
        "advertisement": ["Реклама", "На правах рекламы"],
        "copyright": ["Все права защищены.", "© 2021 Вестник. Все права защищены."],
        "counters": ["Просмотров: 532", "Теги: бюджет, министры", "Время чтения: 3 минуты"],
        "error report": ["Нашли ошибку? Выделите её и нажмите Ctrl+Enter", "Нашли опечатку? Выделите текст и нажмите Ctrl+Enter."]},
    "uk": {
        "share": ["Поділитися у Facebook", "Поділитися"], "comments": ["Залишити коментар", "Коментарі"], "newsletter": ["Підписуйтесь на наш канал у Telegram", "Підписатися на розсилку"],
        "read also": ["Читайте також: Міністри обговорили бюджет", "Читати далі"], "photo": ["Фото: Укрінформ", "Фото з відкритих джерел"], "advertisement": ["Реклама"], "copyright": ["Усі права захищено."],
        "counters": ["Переглядів: 532", "Теги: бюджет, міністри"]},
    "de": {
        "share": ["Auf Facebook teilen", "Teilen", "Artikel teilen", "Link kopieren"], "comments": ["Kommentar schreiben", "Schreiben Sie einen Kommentar", "Ihre E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert"],
        "newsletter": ["Newsletter abonnieren", "Abonnieren Sie unseren Newsletter", "Folgen Sie uns auf Twitter"], "read also": ["Lesen Sie auch: Minister beraten über Haushalt", "Mehr zum Thema", "Weiterlesen"],
        "photo": ["Foto: dpa", "Foto: Hans Meier/dpa", "Bild: Reuters"], "advertisement": ["Anzeige", "Werbung"], "copyright": ["Alle Rechte vorbehalten.", "© 2021 Tagesbote. Alle Rechte vorbehalten."], "cookies": ["Diese Website verwendet Cookies."]},
    "fr": {
        "share": ["Partager sur Facebook", "Partager", "Partager cet article"], "comments": ["Laisser un commentaire", "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *", "Réagir à cet article"],
        "newsletter": ["Abonnez-vous à notre newsletter", "Inscrivez-vous à notre newsletter", "Suivez-nous sur Twitter"], "read also": ["Lire aussi : Les ministres et le budget", "À lire aussi", "Lire la suite"],
        "photo": ["Photo : AFP", "Crédit photo : AFP"], "advertisement": ["Publicité"], "copyright": ["Tous droits réservés.", "© 2021 Le Courrier. Tous droits réservés."], "cookies": ["Ce site utilise des cookies."]},
    "es": {
        "share": ["Compartir en Facebook", "Compartir", "Compartir este artículo"], "comments": ["Deja un comentario", "Tu dirección de correo electrónico no será publicada. Los campos obligatorios están marcados con *"],
        "newsletter": ["Suscríbete a nuestro boletín", "Síguenos en Twitter", "Suscríbete a nuestro canal de Telegram"], "read also": ["Lea también: Los ministros y el presupuesto", "Leer más", "Te puede interesar"],
        "photo": ["Foto: EFE", "Foto: AFP"], "advertisement": ["Publicidad"], "copyright": ["Todos los derechos reservados."], "cookies": ["Este sitio web utiliza cookies."]},
    "pl": {"share": ["Udostępnij na Facebooku", "Udostępnij"], "comments": ["Dodaj komentarz", "Twój adres e-mail nie zostanie opublikowany."], "newsletter": ["Zapisz się do newslettera", "Obserwuj nas na Twitterze"], "read also": ["Czytaj także: Ministrowie o budżecie", "Czytaj więcej"], "photo": ["Fot. PAP", "Fot. Jan Nowak / PAP"], "advertisement": ["Reklama"], "copyright": ["Wszelkie prawa zastrzeżone."]},
    "cs": {"share": ["Sdílet na Facebooku", "Sdílet"], "comments": ["Přidat komentář"], "newsletter": ["Přihlaste se k odběru newsletteru"], "read also": ["Čtěte také: Ministři a rozpočet", "Číst dále"], "photo": ["Foto: ČTK"], "advertisement": ["Reklama"], "copyright": ["Všechna práva vyhrazena."]},
    "bg": {"share": ["Сподели във Facebook", "Сподели"], "comments": ["Оставете коментар"], "newsletter": ["Абонирайте се за нашия бюлетин"], "read also": ["Прочетете още: Министри и бюджет", "Вижте също"], "photo": ["Снимка: БТА"], "advertisement": ["Реклама"], "copyright": ["Всички права запазени."]},
    "tr": {"share": ["Facebook'ta paylaş", "Paylaş"], "comments": ["Yorum yap", "E-posta adresiniz yayınlanmayacak."], "newsletter": ["Bültenimize abone olun"], "read also": ["Ayrıca okuyun: Bakanlar ve bütçe", "Devamını oku"], "photo": ["Fotoğraf: AA"], "advertisement": ["Reklam"], "copyright": ["Tüm hakları saklıdır."]},
    "zh": {"share": ["分享到微信", "分享到：", "分享到微博"], "comments": ["发表评论", "网友评论", "相关评论"], "newsletter": ["扫码关注我们的微信公众号", "订阅我们的新闻"], "read also": ["相关阅读：部长讨论预算", "延伸阅读", "点击查看更多"], "photo": ["图片来源：新华社", "（图：新华社）"], "advertisement": ["广告"], "copyright": ["版权所有，未经授权不得转载。", "责任编辑：王明"]}}
