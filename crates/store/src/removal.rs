//! Taking documents away: those that name somebody who was erased, and those no fact came to name.

use nc_kernel::PersonId;
use nc_kernel::document::BlobId;
use nc_people::Directory;

use crate::documents;
use crate::error::StoreError;
use crate::writer::Writer;

impl Writer {
    /// Takes a document away unless a fact names it; says whether it did.
    pub(crate) async fn give_up_document(&mut self, id: &BlobId) -> Result<bool, StoreError> {
        if documents::is_named(&mut self.conn, self.parts.bureau, id).await? {
            return Ok(false);
        }
        self.parts.blobs.remove(id).await?;
        Ok(true)
    }

    /// Takes away the documents that name somebody who was erased. After the commit, because what was taken away does not
    /// come back; tried again until it is done, and when the store opens.
    pub(crate) async fn remove_documents(&mut self) {
        for id in std::mem::take(&mut self.unremoved) {
            if let Err(fault) = self.parts.blobs.remove(&id).await {
                tracing::error!(%fault, document = %id, "a document that names somebody erased is still there");
                self.unremoved.push(id);
            }
        }
    }

    /// Makes good for a stop between an erasure and the removal of documents.
    pub(crate) async fn remove_documents_of_the_erased(&mut self) -> Result<(), StoreError> {
        let directory = self.states.only::<Directory>();
        let erased: Vec<PersonId> = directory.into_iter().flat_map(Directory::people).filter(|p| p.erased).map(|p| p.id).collect();
        for person in erased {
            self.unremoved.extend(documents::naming(&mut self.conn, self.parts.bureau, person).await?);
        }
        self.remove_documents().await;
        Ok(())
    }
}
