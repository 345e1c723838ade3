"""Pure rules about people (quy tắc về cán bộ): rights, posts, authority to sign."""
