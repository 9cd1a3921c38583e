//! Any two strings can be compared as names.
#![no_main]

use exonym::could_render;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (native, latin) = text.split_once('\t').unwrap_or((text, "Rjabkow"));
    let _ = could_render(native, latin, None, Some("pl"));
    let _ = could_render("Рябков", latin, Some("ru"), None);
});
