//! The disks that a power cut can leave, made from a trace of what was done to a home.
//!
//! The model: bytes are on the disk for sure once their file was synced after they were written, a
//! name once the folder that it stands in was (POSIX promises no more). Of everything else any part may
//! have come there by itself: any of the writes, whatever was written before them, the last of them
//! only in some of its sectors; and of the names those up to some moment, because file systems keep
//! a journal of names. What was not written reads as zeros. Left out is what means nothing after a
//! cut: the log, the memory that processes share (`-shm`), locks, and the reserve, which has no content.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use crate::random::Random;
use crate::trace::Call;

const SECTOR: usize = 512;

/// What is left of what was not synced.
pub enum Left<'a> {
    /// Nothing.
    Nothing,
    /// All of it.
    Everything,
    /// Any part of it.
    Some(&'a mut Random),
}

/// A file or a folder: as it is, and as much of it as is on the disk.
struct Node {
    is_folder: bool,
    now: Content,
    synced: Content,
    /// What was done since, each with its place in the trace.
    since: Vec<(usize, Edit)>,
}

#[derive(Clone, Default)]
struct Content {
    bytes: Vec<u8>,
    /// By name, the place of a node.
    names: BTreeMap<String, usize>,
}

#[derive(Clone)]
enum Edit {
    Write(usize, Vec<u8>),
    Truncate(usize),
    Name(String, usize),
    NoName(String),
}

impl Content {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Write(at, bytes) => {
                let end = at + bytes.len();
                self.bytes.resize(self.bytes.len().max(end), 0);
                self.bytes[*at..end].copy_from_slice(bytes);
            }
            Edit::Truncate(length) => self.bytes.resize(*length, 0),
            Edit::Name(name, node) => {
                self.names.insert(name.clone(), *node);
            }
            Edit::NoName(name) => {
                self.names.remove(name);
            }
        }
    }
}

/// A home, and what of it is on the disk.
pub struct Disk {
    home: std::path::PathBuf,
    /// The first is the home itself.
    nodes: Vec<Node>,
}

impl Disk {
    /// The home as it is, all of it on the disk.
    pub fn of(home: &Path) -> Self {
        let mut disk = Self {
            home: home.to_owned(),
            nodes: Vec::new(),
        };
        disk.load(home);
        disk
    }

    fn load(&mut self, path: &Path) -> usize {
        let node = self.add(path.is_dir());
        let mut content = Content::default();
        if path.is_dir() {
            for entry in fs::read_dir(path).expect("readable").flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                content.names.insert(name, self.load(&entry.path()));
            }
        } else {
            content.bytes = fs::read(path).expect("readable");
        }
        self.nodes[node].now = content.clone();
        self.nodes[node].synced = content;
        node
    }

    fn add(&mut self, is_folder: bool) -> usize {
        self.nodes.push(Node {
            is_folder,
            now: Content::default(),
            synced: Content::default(),
            since: Vec::new(),
        });
        self.nodes.len() - 1
    }

    /// Does what was done at this place of the trace.
    pub fn advance(&mut self, place: usize, call: &Call) {
        match call {
            Call::Write(path, at, bytes) => {
                if let Some(node) = self.find(path) {
                    let at = at.unwrap_or(self.nodes[node].now.bytes.len());
                    self.edit(node, place, Edit::Write(at, bytes.clone()));
                }
            }
            Call::Truncate(path, length) => {
                if let Some(node) = self.find(path) {
                    self.edit(node, place, Edit::Truncate(*length));
                }
            }
            Call::Create(path) | Call::Folder(path) => {
                if self.find(path).is_none() {
                    let node = self.add(matches!(call, Call::Folder(_)));
                    self.name(place, path, node);
                }
            }
            Call::Remove(path) => self.unname(place, path),
            Call::Rename(from, to) => {
                if let Some(node) = self.find(from) {
                    self.unname(place, from);
                    self.name(place, to, node);
                }
            }
            Call::Link(from, to) => {
                if let Some(node) = self.find(from) {
                    self.name(place, to, node);
                }
            }
            Call::Sync(path, begun) => {
                if let Some(node) = self.find(path) {
                    self.nodes[node].sync(*begun);
                }
            }
            Call::Post(_) | Call::Told(_) | Call::Nothing => {}
        }
    }

    fn find(&self, path: &Path) -> Option<usize> {
        let below = path.strip_prefix(&self.home).ok()?;
        below.components().try_fold(0, |folder, part| {
            let Component::Normal(name) = part else {
                return None;
            };
            let names = &self.nodes[folder].now.names;
            names.get(&*name.to_string_lossy()).copied()
        })
    }

    fn edit(&mut self, node: usize, place: usize, edit: Edit) {
        let node = &mut self.nodes[node];
        node.now.apply(&edit);
        node.since.push((place, edit));
    }

    fn name(&mut self, place: usize, path: &Path, node: usize) {
        let (folder, name) = self.place_of(path);
        self.edit(folder, place, Edit::Name(name, node));
    }

    fn unname(&mut self, place: usize, path: &Path) {
        if self.find(path).is_some() {
            let (folder, name) = self.place_of(path);
            self.edit(folder, place, Edit::NoName(name));
        }
    }

    fn place_of(&self, path: &Path) -> (usize, String) {
        let name = path.file_name().expect("a name").to_string_lossy();
        let folder = path.parent().and_then(|folder| self.find(folder));
        (folder.expect("a folder that is there"), name.into_owned())
    }

    /// Makes the home as this cut leaves it.
    pub fn write(&self, into: &Path, left: Left<'_>) {
        let mut random = None;
        let mut until = 0;
        let mut is_everything = false;
        match left {
            Left::Nothing => {}
            Left::Everything => is_everything = true,
            Left::Some(numbers) => {
                until = self.moment(numbers);
                random = Some(numbers);
            }
        }
        let content = |node: &Node| match &mut random {
            _ if is_everything => node.now.clone(),
            None => node.synced.clone(),
            Some(random) => node.partly(until, random),
        };
        self.write_node(0, into, &mut { content });
    }

    fn write_node(&self, node: usize, into: &Path, content: &mut impl FnMut(&Node) -> Content) {
        let node = &self.nodes[node];
        let found = content(node);
        if !node.is_folder {
            fs::write(into, found.bytes).expect("written");
            return;
        }
        fs::create_dir(into).expect("made");
        for (name, child) in found.names {
            self.write_node(child, &into.join(name), content);
        }
    }

    /// A moment up to which names have come to the disk by themselves.
    fn moment(&self, random: &mut Random) -> usize {
        let folders = self.nodes.iter().filter(|node| node.is_folder);
        let places: Vec<usize> = folders
            .flat_map(|node| node.since.iter().map(|(place, _)| *place))
            .chain([0])
            .collect();
        *random.pick(&places)
    }

    /// The files of a folder that are not as in the model, without everything that it leaves out.
    pub fn differences(&self, path: &Path) -> Vec<String> {
        let Some(node) = self.find(path) else {
            return vec![format!("{}: not in the model", path.display())];
        };
        let names = &self.nodes[node].now.names;
        let files = names
            .iter()
            .filter(|(_, node)| !self.nodes[**node].is_folder);
        let differing = files.filter(|(name, node)| {
            let real = fs::read(path.join(name)).unwrap_or_default();
            real != self.nodes[**node].now.bytes
        });
        differing.map(|(name, _)| name.clone()).collect()
    }
}

impl Node {
    /// What was done before this place is on the disk.
    fn sync(&mut self, begun: usize) {
        let count = self.since.partition_point(|(place, _)| *place < begun);
        for (_, edit) in self.since.drain(..count) {
            self.synced.apply(&edit);
        }
    }

    /// With any part of what was done since.
    fn partly(&self, until: usize, random: &mut Random) -> Content {
        let mut content = self.synced.clone();
        if self.is_folder {
            for (_, edit) in self.since.iter().filter(|(place, _)| *place <= until) {
                content.apply(edit);
            }
            return content;
        }
        let chance = random.below(101);
        let chosen: Vec<&Edit> = self
            .since
            .iter()
            .filter(|_| random.percent(chance))
            .map(|(_, edit)| edit)
            .collect();
        if let Some((last, before)) = chosen.split_last() {
            for edit in before {
                content.apply(edit);
            }
            content.apply(&last.torn(random));
        }
        content
    }
}

impl Edit {
    /// A write of which only the sectors before some point came to the disk, or only those after it.
    fn torn(&self, random: &mut Random) -> Self {
        let Self::Write(at, bytes) = self else {
            return self.clone();
        };
        let first = (at / SECTOR + 1) * SECTOR - at;
        let edges: Vec<usize> = (first..bytes.len()).step_by(SECTOR).collect();
        if edges.is_empty() {
            return self.clone();
        }
        let edge = *random.pick(&edges);
        if random.percent(30) {
            Self::Write(at + edge, bytes[edge..].to_vec())
        } else {
            Self::Write(*at, bytes[..edge].to_vec())
        }
    }
}
