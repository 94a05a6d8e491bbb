"""Up to four careers side by side: what to compare is pure, and what is read takes few queries."""
