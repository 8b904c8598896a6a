//! From what the browser hands over to what the reducer takes.
//!
//! Bytes live here for one function call: they are copied once into a buffer of their exact size,
//! read by the engine, and overwritten. Text goes through the browser's own encoder, so that
//! pasted text never becomes a Rust string.

mod beside;

use std::cell::RefCell;
use std::rc::Rc;

use eku_engine::secret;
use eku_intake::{certificates, session};
use js_sys::{Function, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, Event, File, FileList, HtmlTextAreaElement};
use yew::Callback;
use zeroize::Zeroize;

use crate::place::Place;
use crate::state::{Action, CaseAction, Intake, ReadOutcome};
use crate::{started, text};

pub use beside::cancel;

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
    taken: Vec<ReadOutcome>,
    /// Cases come first: they take the place of what the page holds.
    opened: Vec<Action>,
    collected: Vec<Action>,
}

impl Queue {
    /// An empty queue that hands over to `act`.
    #[must_use]
    pub fn new(act: Callback<Action>) -> Self {
        Self { act, waiting: Rc::default() }
    }

    /// Reads these files. Archives, dumps and captures say themselves where they belong.
    pub fn files(&self, place: Place, files: Vec<File>) {
        let (cases, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| is_case_name(&file.name()));
        started::working_on(&Vec::from_iter(cases.iter().chain(&others).map(File::name)));
        let here = if beside::wanted(place, &others) {
            beside::files(place, others, self.act.clone());
            cases
        } else {
            cases.into_iter().chain(others).collect()
        };
        for file in here {
            self.waiting.borrow_mut().still_reading += 1;
            let queue = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let read = read_file(place, &file).await;
                let all = queue.waiting.borrow_mut().took(read);
                for read in all.into_iter().flatten() {
                    queue.act.emit(read);
                }
            });
        }
    }
}

impl Waiting {
    /// What there is to do, once the last file is read.
    fn took(&mut self, read: Read) -> Option<Vec<Action>> {
        match read {
            Read::Certificates(taken) => self.taken.push(taken),
            Read::Collection(action) => self.collected.push(action),
            Read::Case(action) if self.opened.is_empty() => self.opened.push(action),
            Read::Case(Action::Case(CaseAction::Open(name, _))) => {
                let refused = text::case::one_at_a_time();
                self.taken.push(ReadOutcome::refused(Place::Anything, &name, refused));
            }
            Read::Case(_) => {}
        }
        self.still_reading -= 1;
        (self.still_reading == 0).then(|| {
            let taken = std::mem::take(&mut self.taken);
            let taken = (!taken.is_empty()).then_some(Action::Took(taken));
            let opened = std::mem::take(&mut self.opened).into_iter();
            opened.chain(std::mem::take(&mut self.collected)).chain(taken).collect()
        })
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

/// What a file or text came to.
enum Read {
    Certificates(ReadOutcome),
    Collection(Action),
    Case(Action),
}

async fn read_file(place: Place, file: &File) -> Read {
    let name = secret::shown(&file.name()).into_owned();
    if file.size() > LARGEST {
        let refused = text::too_large(file.size());
        return Read::Certificates(ReadOutcome::refused(place, &name, refused));
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => read_bytes(place, &name, &Uint8Array::new(&buffer)),
        Err(_) => Read::Certificates(ReadOutcome::refused(place, &name, text::unreadable_file())),
    }
}

fn read_text(place: Place, text: &JsString, act: &Callback<Action>) {
    if text.length() == 0 {
        return;
    }
    started::working_on(&[text::PASTED.to_owned()]);
    let refused = |refused| Read::Certificates(ReadOutcome::refused(place, text::PASTED, refused));
    let read = match encoded(text) {
        _ if f64::from(text.length()) > LARGEST => {
            refused(text::too_large(f64::from(text.length())))
        }
        Some(bytes) => read_bytes(place, text::PASTED, &bytes),
        None => refused(text::unreadable_file()),
    };
    act.emit(match read {
        Read::Certificates(taken) => Action::Took(vec![taken]),
        Read::Collection(action) | Read::Case(action) => action,
    });
}

fn read_bytes(place: Place, name: &str, bytes: &Uint8Array) -> Read {
    let mut buffer = bytes.to_vec();
    let read = if eku_case::is_case(&buffer) {
        of_case(name, &buffer)
    } else {
        certificates_or_dump(place, name, &buffer)
    };
    buffer.zeroize();
    wipe_stack();
    bytes.fill(0, 0, bytes.length());
    read
}

/// Wipes what readers left on the stack, below where it is now: what is freed is wiped by the
/// allocator, and what was in a local variable is not.
#[inline(never)]
fn wipe_stack() {
    let mut below = [0_u8; STACK];
    below.zeroize();
}

/// A case, or what is wrong with it.
fn of_case(name: &str, bytes: &[u8]) -> Read {
    match eku_case::read(name, bytes) {
        Ok(case) => Read::Case(Action::Case(CaseAction::Open(name.to_owned(), Box::new(case)))),
        Err(problems) => Read::Certificates(ReadOutcome::unused(Place::Anything, problems)),
    }
}

/// What to do with the case in the page.
#[must_use]
pub fn case(text: &str) -> Action {
    let read = of_case(text::case::INSIDE, text.as_bytes());
    wipe_stack();
    match read {
        Read::Certificates(taken) => Action::Took(vec![taken]),
        Read::Collection(action) | Read::Case(action) => action,
    }
}

/// What to do with what a program that crashed had kept, unless it had nothing.
#[must_use]
pub fn resumed(kept: &str) -> Option<Action> {
    let resume = |action| match action {
        Action::Case(CaseAction::Open(_, case)) => Action::Case(CaseAction::Resume(case)),
        problem => problem,
    };
    (!kept.is_empty()).then(|| resume(case(kept)))
}

fn certificates_or_dump(place: Place, name: &str, buffer: &[u8]) -> Read {
    let collection = || {
        let collection = Box::new(beside::bytes(name, buffer));
        Read::Collection(Action::Intake(Intake::Ended(0, Some(collection))))
    };
    if beside::is_dump(name, buffer.get(..HEAD).unwrap_or(buffer)) {
        return collection();
    }
    let bundle = certificates::read(buffer);
    // What was given for a store and has a certificate is that store's.
    let is_for_here = place != Place::Anything && !bundle.certificates.is_empty();
    match !is_for_here && session::is_one(buffer) {
        true => collection(),
        false => Read::Certificates(ReadOutcome::read(place, name, bundle)),
    }
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

/// Whether a file's name is one that cases have: it is read on the page whatever its size.
fn is_case_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(eku_case::ENDING)
}

/// Half of the module's stack: no reader goes deeper.
const STACK: usize = 512 * 1024;

/// What tells the kind of a file.
const HEAD: usize = 512;

/// Nothing larger is a certificate or a list of them: the whole Mozilla store is 250 kB.
const LARGEST: f64 = 16.0 * 1024.0 * 1024.0;
