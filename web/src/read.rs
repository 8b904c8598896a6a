//! From what the browser hands over to what the reducer takes.
//!
//! Bytes live here for one function call: they are copied once into a buffer of their exact size,
//! read by the engine, and overwritten. Text goes through the browser's own encoder, so that
//! pasted text never becomes a Rust string.

use std::cell::RefCell;
use std::rc::Rc;

use eku_engine::bundle;
use js_sys::{Function, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, Event, File, FileList, HtmlTextAreaElement};
use yew::Callback;
use zeroize::Zeroize;

use crate::place::Place;
use crate::state::{Action, Taken};
use crate::text;

/// The files of a list.
#[must_use]
pub fn listed(files: Option<FileList>) -> Vec<File> {
    files.map_or_else(Vec::new, |files| {
        (0..files.length()).filter_map(|index| files.get(index)).collect()
    })
}

/// Reads files and hands over what they held, all at once.
pub fn files(place: Place, files: Vec<File>, act: Callback<Action>) {
    Queue::new(act).files(place, files);
}

/// Reads files that arrive in quick succession and hands over what they held when the last is
/// read: four drops are judged and drawn once.
#[derive(Clone)]
pub struct Queue {
    act: Callback<Action>,
    waiting: Rc<RefCell<Waiting>>,
}

#[derive(Default)]
struct Waiting {
    still_reading: usize,
    taken: Vec<Taken>,
}

impl Queue {
    /// An empty queue that hands over to `act`.
    #[must_use]
    pub fn new(act: Callback<Action>) -> Self {
        Self { act, waiting: Rc::default() }
    }

    /// Reads these files.
    pub fn files(&self, place: Place, files: Vec<File>) {
        for file in files {
            self.waiting.borrow_mut().still_reading += 1;
            let queue = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let taken = read_file(place, &file).await;
                let all = queue.waiting.borrow_mut().took(taken);
                if let Some(all) = all {
                    queue.act.emit(Action::Took(all));
                }
            });
        }
    }
}

impl Waiting {
    fn took(&mut self, taken: Taken) -> Option<Vec<Taken>> {
        self.taken.push(taken);
        self.still_reading -= 1;
        (self.still_reading == 0).then(|| std::mem::take(&mut self.taken))
    }
}

/// Reads the text that a text area holds, and clears it.
pub fn text_area(place: Place, area: &HtmlTextAreaElement, act: &Callback<Action>) {
    let text = property(area, "value");
    area.set_value("");
    if let Some(text) = text {
        read_text(place, &text, act);
    }
}

/// Reads what was pasted: files, or text.
pub fn pasted(place: Place, data: &DataTransfer, act: &Callback<Action>) {
    let pasted_files = listed(data.files());
    if !pasted_files.is_empty() {
        files(place, pasted_files, act.clone());
    } else if let Some(text) = text_of(data) {
        read_text(place, &text, act);
    }
}

/// What an event brings from the clipboard.
#[must_use]
pub fn clipboard(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()
}

/// How many UTF-16 units a text area holds, without copying them.
#[must_use]
pub fn length(area: &HtmlTextAreaElement) -> u32 {
    property(area, "value").map_or(0, |text| text.length())
}

async fn read_file(place: Place, file: &File) -> Taken {
    let name = file.name();
    if file.size() > LARGEST {
        return Taken::refused(place, &name, text::too_large(file.size()));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => read_bytes(place, &name, &Uint8Array::new(&buffer)),
        Err(_) => Taken::refused(place, &name, text::unreadable_file()),
    }
}

fn read_text(place: Place, text: &JsString, act: &Callback<Action>) {
    if text.length() == 0 {
        return;
    }
    let taken = match encoded(text) {
        _ if f64::from(text.length()) > LARGEST => {
            Taken::refused(place, text::PASTED, text::too_large(f64::from(text.length())))
        }
        Some(bytes) => read_bytes(place, text::PASTED, &bytes),
        None => Taken::refused(place, text::PASTED, text::unreadable_file()),
    };
    act.emit(Action::Took(vec![taken]));
}

fn read_bytes(place: Place, name: &str, bytes: &Uint8Array) -> Taken {
    let mut buffer = bytes.to_vec();
    let bundle = bundle::read(&buffer);
    buffer.zeroize();
    bytes.fill(0, 0, bytes.length());
    Taken::read(place, name, bundle)
}

/// The text as UTF-8, by the browser's encoder.
fn encoded(text: &JsString) -> Option<Uint8Array> {
    let constructor: Function = global("TextEncoder")?;
    let encoder = Reflect::construct(&constructor, &js_sys::Array::new()).ok()?;
    call(&encoder, "encode", text)?.dyn_into().ok()
}

fn text_of(data: &DataTransfer) -> Option<JsString> {
    call(data, "getData", &JsValue::from_str("text"))?.dyn_into().ok()
}

fn global(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn property(object: &Object, name: &str) -> Option<JsString> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function =
        Reflect::get(object, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
    method.call1(object, argument).ok()
}

/// Nothing larger is a certificate or a list of them: the whole Mozilla store is 250 kB.
const LARGEST: f64 = 16.0 * 1024.0 * 1024.0;
