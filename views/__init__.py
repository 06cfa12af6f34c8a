"""What a screen says, as frozen data: no blocks, no words of ours."""
