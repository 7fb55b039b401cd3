mod arithmetic;
mod board;
mod codes;
mod course;
mod scene;
mod signing;
mod tasks;
